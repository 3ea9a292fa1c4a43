# IdentityLab: `make demo` and `make test` install what is missing, build and run. `make help` lists the rest.
SHELL := /bin/bash
PROGRAM := .build/release/identity-lab
TEST_FLAGS := -c release -Xswiftc -enable-testing --scratch-path .build-tests

.PHONY: help
help:
	@echo 'make demo    install, build, train on one image and draw: pictures in Outputs/figures'
	@echo 'make test    install, build and run the tests'
	@echo 'make build   build the program: $(PROGRAM)'
	@echo 'make install  put program, manual pages and completions below PREFIX (/usr/local); make uninstall removes them'
	@echo 'make docs    build the documentation of the library and of the program in .build/docs'
	@echo 'make smoke   the demo in its smallest form'
	@echo 'make figures every figure in its quick preset: Outputs/figures/index.html'
	@echo 'make tour    take the session of Guides/Tour.md again and write it down'
	@echo 'make test-slurm  a sweep through a Slurm cluster of one node, which is installed and started for it'
	@echo 'make test-browser  the pages of `explore` in a headless Chromium, which is installed for it'
	@echo 'make test-python  the Python module against the official readers of its formats'
	@echo 'make test-torch  nets rebuilt in PyTorch: needs PYTHON=... with torch and safetensors'
	@echo 'make bench   compare step times with PyTorch: needs PYTHON=... with torch, see Benchmarks/README.md'
	@echo 'make check   check how the house is built: imports, READMEs, sizes, names; see Scripts/check-house'
	@echo 'make lint    check that, and the formatting'
	@echo 'make format  mend the formatting'
	@echo 'make clean   remove what builds made'

.PHONY: packages
packages:
	@Scripts/install-packages

.PHONY: build
build: packages
	swift build -c release --product identity-lab

# Where things are put: below DESTDIR for those who make packages.
PREFIX ?= /usr/local
DESTDIR ?=
MANUAL := .build/manual

.PHONY: manual
manual: build
	Scripts/make-manual $(PROGRAM) $(MANUAL)

.PHONY: install
install:
	@[ -x $(PROGRAM) ] && [ -d $(MANUAL) ] || $(MAKE) manual
	Scripts/install $(PROGRAM) $(MANUAL) "$(DESTDIR)$(PREFIX)"

.PHONY: uninstall
uninstall:
	Scripts/install --remove "$(DESTDIR)$(PREFIX)"

.PHONY: docs
docs: build
	Scripts/make-docs .build/docs

.PHONY: demo
demo: build
	Scripts/demo $(PROGRAM)

.PHONY: smoke
smoke: build
	Scripts/demo $(PROGRAM) smoke

.PHONY: figures
figures: build
	$(PROGRAM) figure all --preset quick --force

.PHONY: tour
tour: build
	Scripts/tour $(PROGRAM)

.PHONY: test
test: packages
	swift build --build-tests $(TEST_FLAGS)
	swift test --skip-build $(TEST_FLAGS)

.PHONY: test-slurm
test-slurm: build
	Scripts/test-slurm $(PROGRAM)

.PHONY: test-browser
test-browser: build
	Scripts/test-browser $(PROGRAM)

.PHONY: test-python
test-python: build
	Scripts/test-python $(PROGRAM) $(PYTHON)

.PHONY: test-torch
test-torch: build
	$(PYTHON) Scripts/test-torch $(PROGRAM)

# The baseline's name; results go to Benchmarks/Baselines/$(NAME).json and Guides/Kernels.md.
NAME ?= $(shell uname -m)
PYTHON ?= python3

.PHONY: bench
bench: build
	$(PYTHON) Benchmarks/compare.py --set acceptance --memory --name $(NAME)
	$(PYTHON) Benchmarks/report.py

.PHONY: check
check:
	Scripts/check-house

.PHONY: lint
lint: check
	swift format lint --strict --recursive Package.swift Sources Figures Tests

.PHONY: format
format:
	swift format --in-place --recursive Package.swift Sources Figures Tests

.PHONY: clean
clean:
	rm -rf .build .build-tests
