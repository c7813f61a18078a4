#include "checks.h"

#include <stdio.h>
#include <string.h>

/* Opening fails with this result, a sentence that holds `text`, and no verifier. */
static void check_refused(const greenbadge_pack *pack, greenbadge_result wanted, const char *text) {
    const greenbadge_pack *packs[] = {pack};
    greenbadge_verifier *verifier = (greenbadge_verifier *)&packs;
    char *error = NULL;
    CHECK(greenbadge_open_packs(packs, 1, NULL, &verifier, &error) == wanted);
    CHECK(verifier == NULL && error != NULL && strstr(error, text) != NULL);
    greenbadge_text_free(error);
    CHECK(greenbadge_open_packs(packs, 1, NULL, &verifier, NULL) == wanted);
}

static void check_packs(const struct world *world) {
    greenbadge_pack pack = world->pack;
    pack.trust.length -= 1;
    check_refused(&pack, GREENBADGE_BAD_PACK, "packs[0]: trust.json");
    pack.trust.data = "";
    pack.trust.length = 0;
    check_refused(&pack, GREENBADGE_BAD_PACK, "packs[0]: trust.json");
    pack.trust.data = NULL;
    check_refused(&pack, GREENBADGE_BAD_ARGUMENT, "packs[0].trust");
    pack.trust.length = 1;
    check_refused(&pack, GREENBADGE_BAD_ARGUMENT, "at NULL");
    pack = world->pack;
    pack.trust.length = SIZE_MAX;
    check_refused(&pack, GREENBADGE_BAD_ARGUMENT, "length");
    pack = world->pack;
    pack.frozen_snapshot_count = 1;
    check_refused(&pack, GREENBADGE_BAD_ARGUMENT, "frozen_snapshots");
    check_refused(NULL, GREENBADGE_BAD_ARGUMENT, "packs[0] is NULL");
    pack = world->pack;
    pack.tile_count = SIZE_MAX;
    check_refused(&pack, GREENBADGE_BAD_ARGUMENT, "tiles: there must be");
    greenbadge_tile tile = {NULL, {NULL, 0}};
    pack.tiles = &tile;
    pack.tile_count = 1;
    check_refused(&pack, GREENBADGE_BAD_ARGUMENT, "tiles[0].path is NULL");
    tile.path = "\xff";
    check_refused(&pack, GREENBADGE_BAD_ARGUMENT, "tiles[0].path is not UTF-8");
}

/* Two verifiers say the same about the badge, word by word. */
static void check_equal(
    const struct world *world, const greenbadge_verifier *one, const greenbadge_verifier *other) {
    const greenbadge_request request = request_for(world);
    greenbadge_verdict *first = verdict_on(one, world->badge, &request);
    greenbadge_verdict *second = verdict_on(other, world->badge, &request);
    CHECK(greenbadge_verdict_is_trusted(first));
    CHECK(strcmp(greenbadge_verdict_json(first), greenbadge_verdict_json(second)) == 0);
    CHECK(strcmp(greenbadge_verdict_high_water(first), greenbadge_verdict_high_water(second)) == 0);
    greenbadge_verdict_free(first);
    greenbadge_verdict_free(second);
}

static void check_directory(const struct world *world) {
    greenbadge_verifier *read = verifier_in(world, GREENBADGE_SIGNATURES);
    greenbadge_verifier *given = verifier_for(world);
    check_equal(world, read, given);
    greenbadge_close(read);
    greenbadge_close(given);
}

/* The tree of a demo's small log is one tile of leaves. Whether it answers depends on the pack's snapshot: embed.py
   holds it against a pack that was published after the badge. */
static void check_pack_inclusion(const struct world *world) {
    char path[64];
    snprintf(path, sizeof path, "tile/0/000.p/%llu", world->log_size);
    const greenbadge_tile tile = {path, file_of(world->directory, path)};
    greenbadge_pack pack = world->pack;
    pack.tiles = &tile;
    pack.tile_count = 1;
    const greenbadge_pack *packs[] = {&pack};
    greenbadge_options options = {.size = sizeof options, .mode = GREENBADGE_PACK_INCLUSION, .allow_test = 1};
    greenbadge_verifier *given = NULL;
    CHECK(greenbadge_open_packs(packs, 1, &options, &given, NULL) == GREENBADGE_OK);
    greenbadge_verifier *read = verifier_in(world, GREENBADGE_PACK_INCLUSION);
    check_equal(world, read, given);
    greenbadge_close(given);
    greenbadge_close(read);
    options.mode = (greenbadge_mode)7;
    char *error = NULL;
    CHECK(greenbadge_open_packs(packs, 1, &options, &given, &error) == GREENBADGE_BAD_ARGUMENT && given == NULL);
    CHECK(error != NULL && strstr(error, "options.mode is 7") != NULL);
    greenbadge_text_free(error);
}

/* A snapshot that is missing or broken is no error of opening. */
static void check_snapshots(const struct world *world) {
    struct world other = *world;
    const greenbadge_request request = request_for(world);
    other.pack.snapshot.data = NULL;
    other.pack.snapshot.length = 0;
    greenbadge_verifier *verifier = verifier_for(&other);
    CHECK(reason_of(world, verifier, &request) == GREENBADGE_REASON_OK); /* by the badge's own staple */
    greenbadge_close(verifier);

    const greenbadge_bytes again[] = {{NULL, 0}, world->pack.snapshot};
    other.pack.frozen_snapshots = again;
    other.pack.frozen_snapshot_count = 2;
    verifier = verifier_for(&other);
    greenbadge_verdict *verdict = verdict_on(verifier, world->badge, &request);
    CHECK(strstr(greenbadge_verdict_json(verdict), "\"source\":\"snapshot\"") != NULL
          || strstr(greenbadge_verdict_json(verdict), "\"source\":\"staple\"") != NULL);
    CHECK(strlen(greenbadge_verdict_high_water(verdict)) > 40);
    greenbadge_verdict_free(verdict);
    greenbadge_close(verifier);
}

/* Without allow_test nothing of a test authority is trusted. */
static void check_test_authority(const struct world *world) {
    const greenbadge_pack *packs[] = {&world->pack};
    const greenbadge_request request = request_for(world);
    greenbadge_options options = {.size = sizeof options};
    for (int with = 0; with < 2; with++) {
        greenbadge_verifier *verifier = NULL;
        CHECK(greenbadge_open_packs(packs, 1, with ? &options : NULL, &verifier, NULL) == GREENBADGE_OK);
        greenbadge_verdict *verdict = verdict_on(verifier, world->badge, &request);
        CHECK(info_of(verdict).outcome == GREENBADGE_UNTRUSTED);
        CHECK(strstr(info_of(verdict).detail, "test") != NULL || strstr(info_of(verdict).detail, "TEST") != NULL);
        greenbadge_verdict_free(verdict);
        greenbadge_close(verifier);
    }
}

void check_opening(const struct world *world) {
    check_packs(world);
    check_directory(world);
    check_pack_inclusion(world);
    check_snapshots(world);
    check_test_authority(world);
}
