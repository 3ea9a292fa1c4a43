// A team of threads that share out the indices of one task after another.
//
// The caller publishes a task and claims indices like everyone else. What is left to claim and the task it
// belongs to are one atomic word, so a thread that comes late, or was put aside for a while, can claim
// nothing of a task that has ended: nobody has to wait for it. Idle threads spin for some microseconds,
// because the next task of a training step is near, and then sleep.
#include "CNetKernels.h"

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>

/// Looks at a word before a thread lies down: about 20 µs.
#define SPINS 500

typedef struct {
  cnk_team *team;
  ptrdiff_t number;
  pthread_t thread;
} worker;

struct cnk_team {
  /// The task's number above, the indices that nobody has claimed yet in the low 32 bits.
  _Alignas(64) _Atomic uint64_t unclaimed;
  /// Indices that are not done.
  _Alignas(64) _Atomic ptrdiff_t unfinished;

  /// The published task. Whoever claims an index of it has read these while it was running.
  _Alignas(64) _Atomic(cnk_task) task;
  _Atomic(void *) context;
  _Atomic ptrdiff_t count;

  /// Threads that sleep or are about to: they look once more at `unclaimed` or `unfinished` after saying so.
  _Alignas(64) _Atomic int sleeping_workers;
  _Atomic int caller_sleeps;
  _Atomic bool ends;
  pthread_mutex_t mutex;
  pthread_cond_t published;
  pthread_cond_t finished;

  ptrdiff_t size;
  worker workers[];
};

static void breathe(void) {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  __asm__ volatile("yield");
#endif
}

/// Claims indices until none is left.
static void work(cnk_team *team, ptrdiff_t number) {
  uint64_t seen = atomic_load(&team->unclaimed);
  while ((uint32_t)seen != 0) {
    const cnk_task task = atomic_load(&team->task);
    void *context = atomic_load(&team->context);
    const ptrdiff_t index = atomic_load(&team->count) - (ptrdiff_t)(uint32_t)seen;
    // Succeeds only if this task was still to be claimed, so what was read above is of this task.
    if (!atomic_compare_exchange_weak(&team->unclaimed, &seen, seen - 1)) continue;
    task(context, index, number);
    if (atomic_fetch_sub(&team->unfinished, 1) == 1 && atomic_load(&team->caller_sleeps) != 0) {
      pthread_mutex_lock(&team->mutex);
      pthread_cond_signal(&team->finished);
      pthread_mutex_unlock(&team->mutex);
    }
    seen = atomic_load(&team->unclaimed);
  }
}

static bool is_idle(cnk_team *team) {
  return (uint32_t)atomic_load(&team->unclaimed) == 0 && !atomic_load(&team->ends);
}

static void *run_worker(void *argument) {
  const worker *self = argument;
  cnk_team *team = self->team;
  cnk_set_flush_to_zero();
  while (!atomic_load(&team->ends)) {
    work(team, self->number);
    for (int spin = 0; spin < SPINS && is_idle(team); spin++) breathe();
    if (is_idle(team)) {
      pthread_mutex_lock(&team->mutex);
      atomic_fetch_add(&team->sleeping_workers, 1);
      while (is_idle(team)) pthread_cond_wait(&team->published, &team->mutex);
      atomic_fetch_sub(&team->sleeping_workers, 1);
      pthread_mutex_unlock(&team->mutex);
    }
  }
  return NULL;
}

static void wake_workers(cnk_team *team) {
  pthread_mutex_lock(&team->mutex);
  pthread_cond_broadcast(&team->published);
  pthread_mutex_unlock(&team->mutex);
}

cnk_team *cnk_team_create(ptrdiff_t threads) {
  if (threads < 1) return NULL;
  const size_t bytes = sizeof(cnk_team) + (size_t)threads * sizeof(worker);
  cnk_team *team = aligned_alloc(64, (bytes + 63) / 64 * 64);
  if (team == NULL) return NULL;
  atomic_init(&team->unclaimed, 0);
  atomic_init(&team->unfinished, 0);
  atomic_init(&team->task, NULL);
  atomic_init(&team->context, NULL);
  atomic_init(&team->count, 0);
  atomic_init(&team->sleeping_workers, 0);
  atomic_init(&team->caller_sleeps, 0);
  atomic_init(&team->ends, false);
  pthread_mutex_init(&team->mutex, NULL);
  pthread_cond_init(&team->published, NULL);
  pthread_cond_init(&team->finished, NULL);
  team->size = 1;

  // Signals are for the threads that were there before.
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  while (team->size < threads) {
    worker *next = &team->workers[team->size];
    *next = (worker){.team = team, .number = team->size};
    if (pthread_create(&next->thread, NULL, run_worker, next) != 0) break;
    team->size++;
  }
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  if (team->size == threads) return team;
  cnk_team_destroy(team);
  return NULL;
}

void cnk_team_destroy(cnk_team *team) {
  atomic_store(&team->ends, true);
  wake_workers(team);
  for (ptrdiff_t number = 1; number < team->size; number++) {
    pthread_join(team->workers[number].thread, NULL);
  }
  pthread_cond_destroy(&team->finished);
  pthread_cond_destroy(&team->published);
  pthread_mutex_destroy(&team->mutex);
  free(team);
}

ptrdiff_t cnk_team_size(const cnk_team *team) { return team == NULL ? 1 : team->size; }

void cnk_team_run(cnk_team *team, ptrdiff_t count, cnk_task task, void *context) {
  if (cnk_team_size(team) == 1 || count <= 1) {
    for (ptrdiff_t index = 0; index < count; index++) task(context, index, 0);
    return;
  }
  atomic_store(&team->unfinished, count);
  atomic_store(&team->task, task);
  atomic_store(&team->context, context);
  atomic_store(&team->count, count);
  const uint64_t number = (atomic_load(&team->unclaimed) >> 32) + 1;
  atomic_store(&team->unclaimed, number << 32 | (uint64_t)count);
  if (atomic_load(&team->sleeping_workers) != 0) wake_workers(team);

  work(team, 0);
  for (int spin = 0; spin < SPINS && atomic_load(&team->unfinished) != 0; spin++) breathe();
  if (atomic_load(&team->unfinished) != 0) {
    pthread_mutex_lock(&team->mutex);
    atomic_store(&team->caller_sleeps, 1);
    while (atomic_load(&team->unfinished) != 0) pthread_cond_wait(&team->finished, &team->mutex);
    atomic_store(&team->caller_sleeps, 0);
    pthread_mutex_unlock(&team->mutex);
  }
}
