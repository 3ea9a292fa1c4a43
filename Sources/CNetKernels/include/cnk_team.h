// Threads that share out work, and their memory.
#ifndef CNK_TEAM_H
#define CNK_TEAM_H

#include <stddef.h>

#pragma clang assume_nonnull begin

/// Threads that work on one task at a time, the caller's included.
typedef struct cnk_team cnk_team;

/// One piece of work: `index` names the piece and `worker` the thread that does it.
typedef void (*cnk_task)(void *context, ptrdiff_t index, ptrdiff_t worker);

/// Makes a team of `threads`, at least 1: the caller's and `threads` - 1 others, with denormals flushed and
/// all signals blocked. Null where they cannot be made.
cnk_team *_Nullable cnk_team_create(ptrdiff_t threads);

/// Ends the team's threads. No task may be running.
void cnk_team_destroy(cnk_team *team);

/// Threads of the team, the caller's included; null is a team of one.
ptrdiff_t cnk_team_size(const cnk_team *_Nullable team);

/// Runs task(context, index, worker) once for each index in 0 ..< count, at most 2^32 - 1, and returns when
/// all are done. `worker` is in 0 ..< size, and no two tasks of one worker run at the same time.
///
/// Indices are claimed in rising order by whoever is free; null, one thread or one index is a plain loop. To
/// be called by one thread at a time, and not by a task.
void cnk_team_run(cnk_team *_Nullable team, ptrdiff_t count, cnk_task task, void *context);

/// Memory that tasks write between: worker w may use `stride` floats from `first + w * stride` on.
typedef struct {
  float *first;
  ptrdiff_t stride;
} cnk_scratch;

#pragma clang assume_nonnull end

#endif
