// Reads choices of runs such as `depth>5 and not (image="mnist:7" or loss<1e-3)`, in the language of the program's `--where`.
// Beside `and` and `or` stand `&` and `|`. A comparison with what a run does not have is false, with `!=` too.

/** What cannot be in a filter, and where: `position` counts characters from 1. */
export class FilterProblem extends Error {
  constructor(position, found, expected) {
    super(`${found} at character ${position}; expected ${expected}`);
    this.position = position;
    this.found = found;
    this.expected = expected;
  }
}

const signs = ["=", "!=", "<", "<=", ">", ">="];
const depthLimit = 100;

/** Reads a text; `quantity(name)` → {name, isNumeric, words (all it may be, or null), place(text), value(run) → {text, number}|null} or undefined; `names` for errors. */
export function readFilter(text, quantity, names = []) {
  const tokens = filterTokens(text);
  let next = 0;
  let depth = 0;

  const problem = (expected) => next < tokens.length
    ? new FilterProblem(tokens[next].position, `"${tokens[next].text}"`, expected)
    : new FilterProblem([...text].length + 1, "the end", expected);
  const take = (kind) => (tokens[next]?.kind === kind ? tokens[next++] : null);
  const takeWord = (word) => {
    const is = tokens[next]?.kind === "word" && tokens[next].text === word;
    if (is) next += 1;
    return is;
  };

  function alternatives() {
    const conditions = [conjunction()];
    while (takeWord("or")) conditions.push(conjunction());
    return conditions.length === 1 ? conditions[0] : (run) => conditions.some((holds) => holds(run));
  }
  function conjunction() {
    const conditions = [term()];
    while (takeWord("and")) conditions.push(term());
    return conditions.length === 1 ? conditions[0] : (run) => conditions.every((holds) => holds(run));
  }
  function term() {
    if (depth > depthLimit) throw problem(`at most ${depthLimit} parentheses and "not" in each other`);
    depth += 1;
    try {
      if (takeWord("not")) {
        const holds = term();
        return (run) => !holds(run);
      }
      if (!take("open")) return comparison();
      const holds = alternatives();
      if (!take("close")) throw problem('")", "and" or "or"');
      return holds;
    } finally {
      depth -= 1;
    }
  }
  function comparison() {
    const isKeyword = tokens[next]?.kind === "word" && ["and", "or", "not"].includes(tokens[next].text);
    const name = isKeyword ? null : take("word");
    if (!name) throw problem("a comparison such as loss<1e-3");
    const what = quantity(name.text);
    if (!what) throw new FilterProblem(name.position, `"${name.text}"`, `one of ${names.filter((one) => !one.includes("@")).join(", ")}${nearest(name.text, names)}`);
    const sign = take("sign");
    if (!sign) throw problem(`a comparison of ${what.name}, one of ${signs.join(" ")}`);
    if (!signs.includes(sign.text)) {
      throw new FilterProblem(sign.position, `"${sign.text}"`, `a comparison of ${what.name}, one of ${signs.join(" ")}`);
    }
    const isOrder = sign.text !== "=" && sign.text !== "!=";
    if (isOrder && !what.isNumeric) {
      throw new FilterProblem(sign.position, `"${sign.text}"`, `= or !=, for ${what.name} has no order`);
    }
    const word = take("word") ?? take("quoted");
    if (!word) throw problem(`what to compare ${what.name} with${what.isNumeric ? "" : ", in quotes if need be"}`);
    const number = what.isNumeric ? what.place(word.text) : null;
    if (what.isNumeric && number === null) throw new FilterProblem(word.position, `"${word.text}"`, `a number, of ${what.name}`);
    if (what.words && !what.words.includes(word.text)) {
      throw new FilterProblem(word.position, `"${word.text}"`, `${what.words.length === 1 ? `${what.words[0]}, as all runs of this page have it` : `one of ${what.words.slice(0, 40).join(", ")}`}${nearest(word.text, what.words)}`);
    }
    return (run) => {
      const value = what.value(run);
      return value !== null && stands(value, sign.text, word.text, number);
    };
  }

  const condition = alternatives();
  if (next < tokens.length) throw problem('"and", "or" or the end');
  return condition;
}

function stands(value, sign, text, number) {
  const place = value.number;
  const isSame = number !== null && place !== null ? place === number : value.text === text;
  switch (sign) {
    case "=": return isSame;
    case "!=": return !isSame;
    case "<": return place !== null && place < number;
    case "<=": return place !== null && place <= number;
    case ">": return place !== null && place > number;
    default: return place !== null && place >= number;
  }
}

/** Cuts a text into words, quoted texts, signs and parentheses. */
export function filterTokens(text) {
  const characters = [...text];
  const tokens = [];
  const isSign = (character) => "=!<>".includes(character);
  let index = 0;
  const end = (isPart) => {
    let stop = index;
    while (stop < characters.length && isPart(characters[stop])) stop += 1;
    return stop;
  };
  while (index < characters.length) {
    const character = characters[index];
    const add = (kind, words, next) => {
      tokens.push({ kind, text: words, position: index + 1 });
      index = next;
    };
    if (/\s/.test(character)) index += 1;
    else if (character === "(") add("open", "(", index + 1);
    else if (character === ")") add("close", ")", index + 1);
    else if (character === '"' || character === "'") {
      const close = characters.indexOf(character, index + 1);
      if (close < 0) throw new FilterProblem(index + 1, `a text that begins with ${character}`, `another ${character} at its end`);
      add("quoted", characters.slice(index + 1, close).join(""), close + 1);
    } else if (isSign(character)) {
      const stop = end(isSign);
      add("sign", characters.slice(index, stop).join(""), stop);
    } else if (character === "&") add("word", "and", end((one) => one === "&"));
    else if (character === "|") add("word", "or", end((one) => one === "|"));
    else {
      const stop = end((one) => !/\s/.test(one) && !isSign(one) && !`()"'&`.includes(one));
      add("word", characters.slice(index, stop).join(""), stop);
    }
  }
  return tokens;
}

/** The spelling nearest to a word, as a question. */
export function nearest(word, names) {
  const [best] = names.map((name) => [distance(word.toLowerCase(), name.toLowerCase()), name]).sort((a, b) => a[0] - b[0]);
  return best && best[0] <= Math.max(1, Math.floor(word.length / 3)) ? ` (did you mean "${best[1]}"?)` : "";
}

function distance(a, b) {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  let before = row;
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const isSwapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      next.push(Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1), isSwapped ? before[j - 2] + 1 : Infinity));
    }
    [before, row] = [row, next];
  }
  return row[b.length];
}

/** A text as a word of a filter: in quotes where it needs them. */
export function filterWord(value) {
  const text = String(value);
  if (text !== "" && !/[\s=!<>()"'&|]/.test(text) && !["and", "or", "not"].includes(text)) return text;
  return text.includes('"') ? `'${text}'` : `"${text}"`;
}
