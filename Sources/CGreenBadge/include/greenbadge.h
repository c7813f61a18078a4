/*
 * greenbadge.h: verify green badges offline, from C and from whatever can call C.
 *
 *     #include <greenbadge.h>
 *     #include <stdio.h>
 *     #include <time.h>
 *
 *     int show(const void *badge, size_t length, const char *account) {
 *         const char *directories[] = {"pack"};
 *         greenbadge_verifier *verifier = NULL;
 *         greenbadge_verdict *verdict = NULL;
 *         char *error = NULL;
 *         if (greenbadge_open(directories, 1, NULL, &verifier, &error) != GREENBADGE_OK) {
 *             fprintf(stderr, "%s\n", error);
 *             greenbadge_text_free(error);
 *             return 0;
 *         }
 *         greenbadge_request request = {0};
 *         request.size = sizeof request;
 *         request.account = account;
 *         request.time = time(NULL);
 *         greenbadge_verify(verifier, badge, length, &request, &verdict, NULL);
 *         int trusted = greenbadge_verdict_is_trusted(verdict);
 *         if (trusted) {
 *             greenbadge_verdict_info info = {0};
 *             info.size = sizeof info;
 *             greenbadge_verdict_read(verdict, &info);
 *             printf("verified: %s\n", info.display_name);
 *         }
 *         greenbadge_verdict_free(verdict);
 *         greenbadge_close(verifier);
 *         return trusted;
 *     }
 *
 * Keep the verifier for as long as its pack is the newest: it remembers what it verified, and opening a pack costs more
 * than verifying a badge. When the pack was replaced, open a new one and close the old one once its calls are done.
 *
 * Rules for all functions
 *
 * - Threads. A verifier and a verdict never change once they are there: any number of threads may use them at once.
 *   Only closing and freeing must come after the last use, and once.
 * - Ownership. What you pass in is read or copied during the call and stays yours. A verifier is given back by
 *   greenbadge_close, a verdict by greenbadge_verdict_free, a char * by greenbadge_text_free; each takes NULL and then
 *   does nothing. A const char * belongs to the object it came from and lasts as long; never free it.
 * - Errors. A greenbadge_result other than GREENBADGE_OK says that the call could not be made, never anything about a
 *   badge; object parameters are then set to NULL. `error`, which may be NULL, receives a sentence for people: what is
 *   wrong, where, what to do. Free it. A bad badge is no error: it gets a verdict.
 * - Bad input. Bytes of badges and packs may come from anywhere. NULL in any place, zero lengths and text that is not
 *   UTF-8 have defined answers. Pointers that are not NULL must point to what they say. Memory that runs out ends the
 *   process.
 * - Text is UTF-8 and ends in a zero byte; a zero byte inside is given out as U+FFFD. What comes out may quote
 *   strangers: escape it as anything else before it goes to a terminal or a page.
 * - Times are seconds since 1970-01-01T00:00:00Z, leap seconds not counted, as time() returns them. The library reads
 *   no clock, and no file but those of greenbadge_open.
 * - Growth. Structs begin with their size: zero the struct, then set `size` to its sizeof. Fields and enumerators are
 *   only ever added at the end, so be ready for a reason that you do not know and decide by the outcome.
 */
#ifndef GREENBADGE_H
#define GREENBADGE_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The version of this header. */
#define GREENBADGE_VERSION "0.1.0"

/* The version of the library that is loaded, as GREENBADGE_VERSION. */
const char *greenbadge_version(void);

/* Whether a call could be made. */
typedef enum greenbadge_result {
    GREENBADGE_OK = 0,
    /* An argument is missing, out of its range, or not UTF-8. */
    GREENBADGE_BAD_ARGUMENT = 1,
    /* A pack's trust file is damaged, or not one that may be used. */
    GREENBADGE_BAD_PACK = 2,
    /* A pack directory or a file in it is not there or cannot be read. */
    GREENBADGE_UNREADABLE = 3,
    /* A high-water text is damaged. Do not go on with none: old snapshots would be accepted again. */
    GREENBADGE_BAD_HIGH_WATER = 4
} greenbadge_result;

/* ---- Opening ---------------------------------------------------------------------------------------------------- */

/* What verifies badges: opened packs of one or more authorities. */
typedef struct greenbadge_verifier greenbadge_verifier;

/* Some bytes. `data` NULL with length 0 means that there are none, for example no such file. */
typedef struct greenbadge_bytes {
    const void *data;
    size_t length;
} greenbadge_bytes;

/* A tile of the log's tree: its path below the pack's directory without the log's number, such as "tile/2/000". */
typedef struct greenbadge_tile {
    const char *path;
    greenbadge_bytes content;
} greenbadge_tile;

/* The contents of the files of a client pack. Only `trust` must be there: verdicts say what a missing snapshot means. */
typedef struct greenbadge_pack {
    size_t size;
    greenbadge_bytes trust;      /* trust.json: whom to trust. Get it over a way that you trust. */
    greenbadge_bytes snapshot;   /* status.snapshot: what was revoked. */
    greenbadge_bytes checkpoint; /* checkpoint: the log's signed tree head. */
    const greenbadge_bytes *frozen_snapshots; /* status-N.snapshot of frozen logs; NULL if there are none. */
    size_t frozen_snapshot_count;
    greenbadge_bytes consistency; /* consistency: needed where high-water texts are kept. */
    const greenbadge_tile *tiles; /* tile/...: needed for GREENBADGE_PACK_INCLUSION; NULL if there are none. */
    size_t tile_count;
} greenbadge_pack;

/* What a verdict may rest on. */
typedef enum greenbadge_mode {
    /* The signatures of the badge file: what an app wants. */
    GREENBADGE_SIGNATURES = 0,
    /* Where the pack carries the tree of its checkpoint, a badge that stands in it needs no signature of its own. Many
       times faster for many badges, and as good as the log's key alone: whoever holds that can forge badges. */
    GREENBADGE_PACK_INCLUSION = 1
} greenbadge_mode;

/* How a verifier works. All zero but `size` is what an app wants. */
typedef struct greenbadge_options {
    size_t size;
    greenbadge_mode mode;
    int allow_test; /* Not 0: badges of TEST authorities, which mean nothing, can be trusted. For tests alone. */
} greenbadge_options;

/*
 * Opens one client pack directory, or one for each authority: each badge is judged by the first pack that lists the log
 * the badge stands in. A trust.sig in a directory must sign its trust.json.
 *
 * directories: `count` paths; at least one, at most 64.
 * options:     NULL for none.
 * verifier:    receives the verifier; close it.
 */
greenbadge_result greenbadge_open(
    const char *const *directories, size_t count, const greenbadge_options *options, greenbadge_verifier **verifier,
    char **error);

/* The same from bytes that you hold: `count` pointers to packs. The bytes are copied. */
greenbadge_result greenbadge_open_packs(
    const greenbadge_pack *const *packs, size_t count, const greenbadge_options *options,
    greenbadge_verifier **verifier, char **error);

/* Gives a verifier back. Verdicts that it made stay. */
void greenbadge_close(greenbadge_verifier *verifier);

/* ---- Verifying -------------------------------------------------------------------------------------------------- */

/* The answer about one badge. */
typedef struct greenbadge_verdict greenbadge_verdict;

/* What is asked about a badge. */
typedef struct greenbadge_request {
    size_t size;
    /* The account that you are dealing with, in canonical form: tel:+12025550100, https://host, acct:user@host. A badge
       file is public and can be copied: only the account shows whose it is. */
    const char *account;
    /* Not 0, with `account` NULL: the account is not compared, and the verdict says so. */
    int any_account;
    /* The name that you would show, compared with the badge's; NULL: it is not compared. */
    const char *display_name;
    /* Now: 0 to 253402300799, the last second of the year 9999. */
    int64_t time;
    /* What greenbadge_verdict_high_water gave you last; NULL at the very first call. */
    const char *high_water;
} greenbadge_request;

/*
 * Judges the bytes of one badge file. Any bytes get a verdict, none at all included; only the request can be wrong.
 *
 * verdict: receives the verdict; free it.
 */
greenbadge_result greenbadge_verify(
    const greenbadge_verifier *verifier, const void *badge, size_t length, const greenbadge_request *request,
    greenbadge_verdict **verdict, char **error);

/* Gives a verdict back, with all text that came from it. */
void greenbadge_verdict_free(greenbadge_verdict *verdict);

/* ---- Reading a verdict ------------------------------------------------------------------------------------------ */

/* What may be shown. Zero is the answer that shows nothing. */
typedef enum greenbadge_outcome {
    GREENBADGE_UNTRUSTED = 0,    /* Nothing: the badge does not hold for this account. */
    GREENBADGE_UNDETERMINED = 1, /* Grey: it cannot be told with the data at hand; see as_of. */
    GREENBADGE_LIMITED = 2,      /* Green, but the business may not market. */
    GREENBADGE_TRUSTED = 3       /* Green. */
} greenbadge_outcome;

/* Why: the first check that failed. The text form, `reason_text`, is as stable and is what `verify --json` prints. */
typedef enum greenbadge_reason {
    GREENBADGE_REASON_OK = 1,
    GREENBADGE_REASON_MALFORMED = 2,
    GREENBADGE_REASON_UNTRUSTED_ISSUER = 3,
    GREENBADGE_REASON_WRONG_PROFILE = 4,
    GREENBADGE_REASON_BAD_SIGNATURE = 5,
    GREENBADGE_REASON_NOT_YET_VALID = 6,
    GREENBADGE_REASON_EXPIRED = 7,
    GREENBADGE_REASON_NOT_LOGGED = 8,
    GREENBADGE_REASON_WITNESS_QUORUM = 9,
    GREENBADGE_REASON_LOG_INCONSISTENT = 10,
    GREENBADGE_REASON_ACCOUNT_MISMATCH = 11,
    GREENBADGE_REASON_NAME_MISMATCH = 12,
    GREENBADGE_REASON_OUT_OF_SCOPE = 13,
    GREENBADGE_REASON_REVOKED = 14,
    GREENBADGE_REASON_SUPERSEDED = 15,
    GREENBADGE_REASON_SUSPENDED = 16,
    GREENBADGE_REASON_STATUS_MISSING = 17,
    GREENBADGE_REASON_STATUS_INVALID = 18,
    GREENBADGE_REASON_STATUS_STALE = 19,
    GREENBADGE_REASON_STATUS_NOT_COVERED = 20,
    GREENBADGE_REASON_STATUS_ROLLBACK = 21,
    GREENBADGE_REASON_LOG_ROLLBACK = 22,
    GREENBADGE_REASON_CLOCK_SUSPECT = 23
} greenbadge_reason;

/* A time that is not there. */
#define GREENBADGE_NO_TIME INT64_MIN

/* A verdict in fields. Text belongs to the verdict; it is NULL where it is not known. */
typedef struct greenbadge_verdict_info {
    size_t size;
    greenbadge_outcome outcome;
    greenbadge_reason reason;
    int is_trusted;        /* 1: show the badge as verified (trusted or limited). */
    int marketing_allowed; /* 1: the business may send marketing to users who opted in. */
    int is_test;           /* 1: the authority is a TEST authority. */
    int is_homonym;        /* 1: another verified business has this name: show country and number beside it. */
    int64_t as_of;         /* When the authority issued the status behind the verdict, or GREENBADGE_NO_TIME. */
    int64_t not_before;    /* First second of the badge's validity, or GREENBADGE_NO_TIME. */
    int64_t not_after;     /* Last second, or GREENBADGE_NO_TIME. */
    const char *reason_text; /* Such as "account-mismatch". */
    const char *detail;      /* The values compared, the limit, what to do. For logs and support, not for users. */
    const char *authority;   /* Name of the authority; NULL where there are several packs and none knows the log. */
    const char *account;     /* The account that was asked about; NULL where none was. */
    /* What the badge says: there once chain, signature and place in the log were verified, which alone is no trust. */
    const char *id;                  /* Such as "1-42". */
    const char *display_name;        /* The name to show. */
    const char *legal_name;          /* The full legal name. */
    const char *country;             /* ISO 3166-1 alpha-2. */
    const char *registration_number; /* In the register of the jurisdiction. */
} greenbadge_verdict_info;

/* Fills `info`, whose `size` must be set. A NULL verdict fills in zeros, which say untrusted, and is a bad argument. */
greenbadge_result greenbadge_verdict_read(const greenbadge_verdict *verdict, greenbadge_verdict_info *info);

/* 1 if the badge may be shown as verified, else 0, for NULL too. */
int greenbadge_verdict_is_trusted(const greenbadge_verdict *verdict);

/* The verdict as one JSON object, the one that `greenbadge verify --json` prints but for `file`: it holds all there is,
   such as accounts, profile, status and what is not established. NULL for NULL. */
const char *greenbadge_verdict_json(const greenbadge_verdict *verdict);

/* ---- Against old data played back ------------------------------------------------------------------------------- */

/* The newest data seen so far, that of the request included: store it and give it to the next request, so that older
   data is refused. NULL for NULL. */
const char *greenbadge_verdict_high_water(const greenbadge_verdict *verdict);

/* Joins two high-water texts into one that is as high as either, for verdicts of several threads; NULL is none.
   merged: receives the text; free it. */
greenbadge_result greenbadge_high_water_merge(const char *first, const char *second, char **merged, char **error);

/* Gives back a text that a function handed over as char *. */
void greenbadge_text_free(char *text);

#ifdef __cplusplus
}
#endif

#endif
