#include "checks.h"

#include <stdlib.h>
#include <string.h>

static void check_good(const struct world *world, const greenbadge_verifier *verifier) {
    greenbadge_request request = request_for(world);
    request.display_name = "Example Airline";
    greenbadge_verdict *verdict = verdict_on(verifier, world->badge, &request);
    greenbadge_verdict_info info = info_of(verdict);
    CHECK(info.outcome == GREENBADGE_TRUSTED && info.reason == GREENBADGE_REASON_OK);
    CHECK(info.is_trusted == 1 && info.marketing_allowed == 1 && info.is_test == 1 && info.is_homonym == 0);
    CHECK(info.as_of == world->time && info.not_before < info.as_of && info.as_of < info.not_after);
    CHECK(strcmp(info.reason_text, "ok") == 0 && strstr(info.detail, "good as of") != NULL);
    CHECK(strcmp(info.authority, "Example Badge Authority") == 0 && strcmp(info.account, world->account) == 0);
    CHECK(strcmp(info.id, "1-4") == 0 && strcmp(info.display_name, "Example Airline") == 0);
    CHECK(strcmp(info.legal_name, "Example Airline B.V.") == 0);
    CHECK(strcmp(info.country, "NL") == 0 && strcmp(info.registration_number, "12345678") == 0);
    CHECK(strstr(greenbadge_verdict_json(verdict), "\"verdict\":\"trusted\"") != NULL);
    /* The same text each time, not one text a call. */
    CHECK(greenbadge_verdict_json(verdict) == greenbadge_verdict_json(verdict));
    greenbadge_verdict_free(verdict);
}

static void check_questions(const struct world *world, const greenbadge_verifier *verifier) {
    greenbadge_request request = request_for(world);
    request.account = "tel:+12025550199";
    CHECK(reason_of(world, verifier, &request) == GREENBADGE_REASON_ACCOUNT_MISMATCH);
    request.account = "";
    CHECK(reason_of(world, verifier, &request) == GREENBADGE_REASON_ACCOUNT_MISMATCH);
    request.account = NULL;
    request.any_account = 1;
    CHECK(reason_of(world, verifier, &request) == GREENBADGE_REASON_OK);
    request.display_name = "Example Airways";
    CHECK(reason_of(world, verifier, &request) == GREENBADGE_REASON_NAME_MISMATCH);
    request = request_for(world);
    request.time -= 3600;
    CHECK(reason_of(world, verifier, &request) == GREENBADGE_REASON_CLOCK_SUSPECT);
    request.time = world->time + 30 * 86400;
    CHECK(reason_of(world, verifier, &request) == GREENBADGE_REASON_STATUS_STALE);
    request.time = INT64_C(253402300799);
    CHECK(reason_of(world, verifier, &request) == GREENBADGE_REASON_EXPIRED);
}

/* Whatever is done to the bytes, they get a verdict, and never a good one. */
static void check_tampering(const struct world *world, const greenbadge_verifier *verifier) {
    const greenbadge_request request = request_for(world);
    unsigned char *copy = malloc(world->badge.length);
    if (copy == NULL) return;
    memcpy(copy, world->badge.data, world->badge.length);
    for (size_t position = 0; position < world->badge.length; position += 7) {
        copy[position] ^= 1;
        greenbadge_bytes bytes = {copy, world->badge.length};
        greenbadge_verdict *verdict = verdict_on(verifier, bytes, &request);
        CHECK(!greenbadge_verdict_is_trusted(verdict));
        greenbadge_verdict_free(verdict);
        copy[position] ^= 1;
    }
    for (size_t length = 0; length < world->badge.length; length += 61) {
        greenbadge_bytes bytes = {copy, length};
        greenbadge_verdict *verdict = verdict_on(verifier, bytes, &request);
        CHECK(!greenbadge_verdict_is_trusted(verdict));
        greenbadge_verdict_free(verdict);
    }
    free(copy);
}

static void check_nothing(const struct world *world, const greenbadge_verifier *verifier) {
    const greenbadge_request request = request_for(world);
    greenbadge_bytes none = {NULL, 0};
    greenbadge_verdict *verdict = verdict_on(verifier, none, &request);
    greenbadge_verdict_info info = info_of(verdict);
    CHECK(info.outcome == GREENBADGE_UNTRUSTED && info.reason == GREENBADGE_REASON_MALFORMED);
    CHECK(info.id == NULL && info.display_name == NULL && info.legal_name == NULL && info.country == NULL);
    CHECK(info.registration_number == NULL && info.as_of == GREENBADGE_NO_TIME);
    CHECK(info.not_before == GREENBADGE_NO_TIME && info.not_after == GREENBADGE_NO_TIME);
    greenbadge_verdict_free(verdict);
}

void check_verdicts(const struct world *world) {
    greenbadge_verifier *verifier = verifier_for(world);
    check_good(world, verifier);
    check_questions(world, verifier);
    check_tampering(world, verifier);
    check_nothing(world, verifier);
    /* A verdict does not need its verifier any more. */
    const greenbadge_request request = request_for(world);
    greenbadge_verdict *verdict = verdict_on(verifier, world->badge, &request);
    greenbadge_close(verifier);
    CHECK(greenbadge_verdict_is_trusted(verdict) && greenbadge_verdict_json(verdict) != NULL);
    greenbadge_verdict_free(verdict);
}
