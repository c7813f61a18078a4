#include "checks.h"

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static atomic_int failures;

void check(bool holds, const char *text, const char *file, int line) {
    if (holds) return;
    atomic_fetch_add(&failures, 1);
    fprintf(stderr, "%s:%d: not so: %s\n", file, line, text);
}

int failed_checks(void) { return atomic_load(&failures); }

/* Reads what outlives every check; kept where a leak checker can see it. */
static void *kept[64];
static size_t kept_count;

greenbadge_bytes file_of(const char *directory, const char *name) {
    greenbadge_bytes none = {NULL, 0};
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", directory, name);
    FILE *file = fopen(path, "rb");
    if (file == NULL || kept_count == sizeof kept / sizeof *kept) return none;
    size_t capacity = 1 << 20;
    unsigned char *data = malloc(capacity);
    size_t length = data == NULL ? 0 : fread(data, 1, capacity, file);
    fclose(file);
    kept[kept_count++] = data;
    greenbadge_bytes bytes = {data, length};
    return bytes;
}

greenbadge_request request_for(const struct world *world) {
    greenbadge_request request = {.size = sizeof request, .account = world->account, .time = world->time};
    return request;
}

greenbadge_verifier *verifier_for(const struct world *world) {
    const greenbadge_options options = {.size = sizeof options, .allow_test = 1};
    const greenbadge_pack *packs[] = {&world->pack};
    greenbadge_verifier *verifier = NULL;
    char *error = NULL;
    CHECK(greenbadge_open_packs(packs, 1, &options, &verifier, &error) == GREENBADGE_OK);
    CHECK(verifier != NULL && error == NULL);
    return verifier;
}

greenbadge_verifier *verifier_in(const struct world *world, greenbadge_mode mode) {
    const greenbadge_options options = {.size = sizeof options, .mode = mode, .allow_test = 1};
    greenbadge_verifier *verifier = NULL;
    char *error = NULL;
    CHECK(greenbadge_open(&world->directory, 1, &options, &verifier, &error) == GREENBADGE_OK);
    CHECK(verifier != NULL && error == NULL);
    return verifier;
}

greenbadge_verdict *verdict_on(
    const greenbadge_verifier *verifier, greenbadge_bytes badge, const greenbadge_request *request) {
    greenbadge_verdict *verdict = NULL;
    char *error = NULL;
    CHECK(greenbadge_verify(verifier, badge.data, badge.length, request, &verdict, &error) == GREENBADGE_OK);
    CHECK(verdict != NULL && error == NULL);
    return verdict;
}

greenbadge_verdict_info info_of(const greenbadge_verdict *verdict) {
    greenbadge_verdict_info info = {.size = sizeof info};
    CHECK(greenbadge_verdict_read(verdict, &info) == GREENBADGE_OK);
    CHECK(info.size == sizeof info);
    CHECK(info.is_trusted == greenbadge_verdict_is_trusted(verdict));
    return info;
}

greenbadge_reason reason_of(
    const struct world *world, const greenbadge_verifier *verifier, const greenbadge_request *request) {
    greenbadge_verdict *verdict = verdict_on(verifier, world->badge, request);
    greenbadge_reason reason = info_of(verdict).reason;
    greenbadge_verdict_free(verdict);
    return reason;
}
