/* Embeds the C library as an app would, and tries to upset it.  Usage: embed DEMO-DIRECTORY ACCOUNT SECONDS
   SECONDS is a time at which the badge is valid. */
#include "checks.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A time at which the badge is good: when its status was issued, so that no check depends on the clock. */
static int64_t good_time(const struct world *world) {
    greenbadge_verifier *verifier = verifier_for(world);
    greenbadge_request request = request_for(world);
    greenbadge_verdict *verdict = verdict_on(verifier, world->badge, &request);
    greenbadge_verdict_info info = info_of(verdict);
    CHECK(info.not_before <= info.as_of && info.as_of < info.not_after);
    int64_t time = info.as_of;
    greenbadge_verdict_free(verdict);
    greenbadge_close(verifier);
    return time;
}

int main(int argc, char **argv) {
    if (argc != 4) {
        fprintf(stderr, "usage: embed DEMO-DIRECTORY ACCOUNT SECONDS\n");
        return 2;
    }
    static char directory[4096];
    snprintf(directory, sizeof directory, "%s/pack", argv[1]);
    struct world world = {.directory = directory, .account = argv[2], .pack = {.size = sizeof world.pack}};
    world.time = atoll(argv[3]);
    world.badge = file_of(argv[1], "badges/example-airline.badge");
    world.pack.trust = file_of(directory, "trust.json");
    world.pack.snapshot = file_of(directory, "status.snapshot");
    world.pack.checkpoint = file_of(directory, "checkpoint");
    world.pack.consistency = file_of(directory, "consistency");
    if (world.pack.checkpoint.data != NULL) {
        sscanf(world.pack.checkpoint.data, "%*[^\n]\n%llu", &world.log_size);
    }
    CHECK(world.log_size > 0);
    CHECK(world.badge.length > 0 && world.pack.trust.length > 0 && world.pack.snapshot.length > 0);
    CHECK(strcmp(greenbadge_version(), GREENBADGE_VERSION) == 0);
    world.time = good_time(&world);

    check_verdicts(&world);
    check_opening(&world);
    check_arguments(&world);
    check_memory_of_old(&world);
    check_threads(&world);
    printf("embed: %d failed\n", failed_checks());
    return failed_checks() == 0 ? 0 : 1;
}
