#include "checks.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void check_damaged(const struct world *world, const greenbadge_verifier *verifier) {
    const char *const damaged[] = {"", "x", "greenbadge/high-water@v9\n", "\xff\n", "1 a b\n"};
    for (size_t i = 0; i < sizeof damaged / sizeof *damaged; i++) {
        greenbadge_request request = request_for(world);
        request.high_water = damaged[i];
        greenbadge_verdict *verdict = NULL;
        char *text = NULL, *error = NULL;
        CHECK(greenbadge_verify(verifier, "", 0, &request, &verdict, NULL) == GREENBADGE_BAD_HIGH_WATER);
        CHECK(verdict == NULL);
        CHECK(greenbadge_high_water_merge(NULL, damaged[i], &text, &error) == GREENBADGE_BAD_HIGH_WATER);
        CHECK(text == NULL && error != NULL && strstr(error, "second is damaged") != NULL);
        greenbadge_text_free(error);
    }
}

/* What one verdict gives is taken by the next, stays as it is, and joins with nothing and with itself. */
static void check_kept(const struct world *world, const greenbadge_verifier *verifier) {
    greenbadge_request request = request_for(world);
    greenbadge_verdict *first = verdict_on(verifier, world->badge, &request);
    const char *seen = greenbadge_verdict_high_water(first);
    CHECK(strncmp(seen, "greenbadge/high-water@v", 23) == 0);
    request.high_water = seen;
    greenbadge_verdict *second = verdict_on(verifier, world->badge, &request);
    CHECK(greenbadge_verdict_is_trusted(second));
    CHECK(strcmp(greenbadge_verdict_high_water(second), seen) == 0);
    char *merged = NULL;
    CHECK(greenbadge_high_water_merge(seen, NULL, &merged, NULL) == GREENBADGE_OK);
    CHECK(merged != NULL && strcmp(merged, seen) == 0);
    greenbadge_text_free(merged);
    CHECK(greenbadge_high_water_merge(seen, seen, &merged, NULL) == GREENBADGE_OK);
    CHECK(merged != NULL && strcmp(merged, seen) == 0);
    greenbadge_text_free(merged);
    greenbadge_verdict_free(first);
    greenbadge_verdict_free(second);
}

/* What was seen is changed behind the words `after`: a digit more makes it newer, another digit makes it other. */
static void check_changed(
    const struct world *world, const greenbadge_verifier *verifier, const char *after, bool newer,
    greenbadge_reason wanted) {
    greenbadge_request request = request_for(world);
    greenbadge_verdict *verdict = verdict_on(verifier, world->badge, &request);
    const char *seen = greenbadge_verdict_high_water(verdict);
    const char *place = strstr(seen, after);
    CHECK(place != NULL);
    if (place != NULL) {
        size_t head = (size_t)(place - seen) + strlen(after);
        char *changed = malloc(strlen(seen) + 2);
        if (changed == NULL) return;
        sprintf(changed, "%.*s%c%s", (int)head, seen, seen[head] == '9' ? '8' : '9', seen + head + (newer ? 0 : 1));
        request.high_water = changed;
        greenbadge_verdict *other = verdict_on(verifier, world->badge, &request);
        CHECK(info_of(other).reason == wanted && !greenbadge_verdict_is_trusted(other));
        greenbadge_verdict_free(other);
        free(changed);
    }
    greenbadge_verdict_free(verdict);
}

void check_memory_of_old(const struct world *world) {
    greenbadge_verifier *verifier = verifier_for(world);
    check_damaged(world, verifier);
    check_kept(world, verifier);
    check_changed(world, verifier, "\nstatus ", true, GREENBADGE_REASON_STATUS_ROLLBACK);
    check_changed(world, verifier, "\nlog ", true, GREENBADGE_REASON_LOG_ROLLBACK);
    char size[32];
    snprintf(size, sizeof size, "\nlog %llu ", world->log_size);
    check_changed(world, verifier, size, false, GREENBADGE_REASON_LOG_INCONSISTENT);
    greenbadge_close(verifier);
}
