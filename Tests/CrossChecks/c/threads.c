/* Many threads on one verifier and on one verdict; run under a thread checker this would show what is not guarded. */
#include "checks.h"

#include <pthread.h>
#include <string.h>

enum { threads = 8, rounds = 200 };

struct work {
    const struct world *world;
    const greenbadge_verifier *verifier;
    const greenbadge_verdict *shared;
    const char *expected[2];
};

static greenbadge_request question(const struct world *world, int number) {
    greenbadge_request request = request_for(world);
    if (number % 2 == 1) request.account = "tel:+12025550199";
    return request;
}

static void *run(void *argument) {
    const struct work *work = argument;
    for (int round = 0; round < rounds; round++) {
        greenbadge_request request = question(work->world, round);
        greenbadge_verdict *verdict = verdict_on(work->verifier, work->world->badge, &request);
        CHECK(strcmp(greenbadge_verdict_json(verdict), work->expected[round % 2]) == 0);
        CHECK(greenbadge_verdict_is_trusted(verdict) == (round % 2 == 0));
        greenbadge_verdict_free(verdict);
        /* Its texts are made at the first call, whichever thread that is. */
        CHECK(strcmp(greenbadge_verdict_json(work->shared), work->expected[0]) == 0);
        CHECK(greenbadge_verdict_high_water(work->shared) != NULL);
        if (round % 50 == 0) greenbadge_close(verifier_for(work->world));
    }
    return NULL;
}

void check_threads(const struct world *world) {
    greenbadge_verifier *verifier = verifier_for(world);
    greenbadge_verdict *verdicts[3];
    for (int number = 0; number < 3; number++) {
        greenbadge_request request = question(world, number);
        verdicts[number] = verdict_on(verifier, world->badge, &request);
    }
    struct work work = {world, NULL, verdicts[2], {NULL, NULL}};
    work.expected[0] = greenbadge_verdict_json(verdicts[0]);
    work.expected[1] = greenbadge_verdict_json(verdicts[1]);
    CHECK(strcmp(work.expected[0], work.expected[1]) != 0);
    greenbadge_close(verifier);

    /* A new one, so that the threads fill its cache together. */
    verifier = verifier_for(world);
    work.verifier = verifier;
    pthread_t running[threads];
    for (int i = 0; i < threads; i++) CHECK(pthread_create(&running[i], NULL, run, &work) == 0);
    for (int i = 0; i < threads; i++) CHECK(pthread_join(running[i], NULL) == 0);
    for (int number = 0; number < 3; number++) greenbadge_verdict_free(verdicts[number]);
    greenbadge_close(verifier);
}
