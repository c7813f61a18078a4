#include "checks.h"

#include <stdlib.h>
#include <string.h>

/* The request cannot be used: this result, a sentence that holds `text`, and no verdict. */
static void check_refused(
    const struct world *world, const greenbadge_verifier *verifier, const greenbadge_request *request,
    greenbadge_result wanted, const char *text) {
    greenbadge_verdict *verdict = (greenbadge_verdict *)&verdict;
    char *error = NULL;
    greenbadge_bytes badge = world->badge;
    CHECK(greenbadge_verify(verifier, badge.data, badge.length, request, &verdict, &error) == wanted);
    CHECK(verdict == NULL && error != NULL && strstr(error, text) != NULL);
    greenbadge_text_free(error);
    CHECK(greenbadge_verify(verifier, badge.data, badge.length, request, &verdict, NULL) == wanted);
}

static void check_requests(const struct world *world, const greenbadge_verifier *verifier) {
    const greenbadge_result bad = GREENBADGE_BAD_ARGUMENT;
    greenbadge_request request = request_for(world);
    request.any_account = 1;
    check_refused(world, verifier, &request, bad, "any_account");
    request.account = NULL;
    request.any_account = 0;
    check_refused(world, verifier, &request, bad, "any_account");
    const int64_t times[] = {-1, INT64_MIN, INT64_MAX, INT64_C(253402300800)};
    for (size_t i = 0; i < sizeof times / sizeof *times; i++) {
        request = request_for(world);
        request.time = times[i];
        check_refused(world, verifier, &request, bad, "request.time");
    }
    const char *const texts[] = {"\xff", "tel:\xc0\x80", "tel:+12025550100\xed\xa0\x80", "\xf4\x90\x80\x80"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        request = request_for(world);
        request.account = texts[i];
        check_refused(world, verifier, &request, bad, "request.account is not UTF-8");
        request = request_for(world);
        request.display_name = texts[i];
        check_refused(world, verifier, &request, bad, "request.display_name is not UTF-8");
    }
    check_refused(world, verifier, NULL, bad, "request is NULL");
    check_refused(world, NULL, &request, bad, "verifier is NULL");
}

/* A struct of an older or newer header, or one whose size was forgotten. */
static void check_sizes(const struct world *world, const greenbadge_verifier *verifier) {
    const size_t sizes[] = {0, 1, sizeof(greenbadge_request) - 1, 1 << 20, SIZE_MAX};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        greenbadge_request request = request_for(world);
        request.size = sizes[i];
        check_refused(world, verifier, &request, GREENBADGE_BAD_ARGUMENT, "request.size");
        greenbadge_verdict_info info = {.size = sizes[i]};
        if (sizes[i] >= sizeof info) CHECK(greenbadge_verdict_read(NULL, &info) == GREENBADGE_BAD_ARGUMENT);
    }
    struct {
        greenbadge_request request;
        char *more;
    } grown = {request_for(world), NULL};
    grown.request.size = sizeof grown;
    CHECK(reason_of(world, verifier, &grown.request) == GREENBADGE_REASON_OK);
    grown.more = "meant";
    check_refused(world, verifier, &grown.request, GREENBADGE_BAD_ARGUMENT, "does not know");
}

static void check_info(const struct world *world, const greenbadge_verifier *verifier) {
    const greenbadge_request request = request_for(world);
    greenbadge_verdict *verdict = verdict_on(verifier, world->badge, &request);
    struct {
        greenbadge_verdict_info info;
        uint64_t more, outside;
    } grown;
    memset(&grown, 0xAA, sizeof grown);
    grown.info.size = offsetof(struct { greenbadge_verdict_info info; uint64_t more; }, more) + sizeof grown.more;
    CHECK(greenbadge_verdict_read(verdict, &grown.info) == GREENBADGE_OK);
    CHECK(grown.info.is_trusted == 1 && grown.more == 0 && grown.outside == UINT64_C(0xAAAAAAAAAAAAAAAA));
    CHECK(greenbadge_verdict_read(verdict, NULL) == GREENBADGE_BAD_ARGUMENT);
    greenbadge_verdict_info info;
    memset(&info, 0xAA, sizeof info);
    info.size = sizeof info;
    CHECK(greenbadge_verdict_read(NULL, &info) == GREENBADGE_BAD_ARGUMENT);
    CHECK(info.outcome == GREENBADGE_UNTRUSTED && info.is_trusted == 0 && info.detail == NULL);
    greenbadge_verdict_free(verdict);
}

static void check_nulls(const struct world *world, const greenbadge_verifier *verifier) {
    const greenbadge_result bad = GREENBADGE_BAD_ARGUMENT;
    greenbadge_verdict *verdict = NULL;
    greenbadge_verifier *opened = NULL;
    char *text = NULL;
    const greenbadge_request request = request_for(world);
    const greenbadge_pack *packs[] = {&world->pack};
    CHECK(greenbadge_verify(NULL, NULL, 0, NULL, NULL, NULL) == bad);
    CHECK(greenbadge_verify(verifier, world->badge.data, 10, &request, NULL, NULL) == bad);
    CHECK(greenbadge_verify(verifier, NULL, 10, &request, &verdict, NULL) == bad && verdict == NULL);
    CHECK(greenbadge_verify(verifier, "", SIZE_MAX, &request, &verdict, NULL) == bad && verdict == NULL);
    CHECK(greenbadge_open_packs(NULL, 1, NULL, &opened, NULL) == bad && opened == NULL);
    CHECK(greenbadge_open_packs(packs, 0, NULL, &opened, NULL) == bad && opened == NULL);
    CHECK(greenbadge_open_packs(packs, SIZE_MAX, NULL, &opened, NULL) == bad && opened == NULL);
    CHECK(greenbadge_open_packs(packs, 1, NULL, NULL, NULL) == bad);
    CHECK(greenbadge_high_water_merge(NULL, NULL, NULL, NULL) == bad);
    CHECK(greenbadge_high_water_merge(NULL, NULL, &text, NULL) == GREENBADGE_OK && text != NULL);
    greenbadge_text_free(text);
    CHECK(greenbadge_verdict_read(NULL, NULL) == bad);
    CHECK(greenbadge_verdict_is_trusted(NULL) == 0);
    CHECK(greenbadge_verdict_json(NULL) == NULL && greenbadge_verdict_high_water(NULL) == NULL);
    greenbadge_verdict_free(NULL);
    greenbadge_close(NULL);
    greenbadge_text_free(NULL);
}

void check_arguments(const struct world *world) {
    greenbadge_verifier *verifier = verifier_for(world);
    check_requests(world, verifier);
    check_sizes(world, verifier);
    check_info(world, verifier);
    check_nulls(world, verifier);
    greenbadge_close(verifier);
}
