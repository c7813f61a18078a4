/* What the parts of the C test share: checks that count, files, and the badge and pack that they try. */
#ifndef CHECKS_H
#define CHECKS_H

#include <greenbadge.h>
#include <stdbool.h>
#include <stddef.h>

/* One check; a failed one prints its line and is counted. */
#define CHECK(condition) check((condition), #condition, __FILE__, __LINE__)
void check(bool holds, const char *text, const char *file, int line);
int failed_checks(void);

/* The bytes of a file of the demo, or none if it is not there. Lives until the process ends. */
greenbadge_bytes file_of(const char *directory, const char *name);

/* What all checks work on. */
struct world {
    const char *directory; /* a client pack */
    greenbadge_pack pack;  /* the same, read */
    greenbadge_bytes badge;
    const char *account; /* the badge's */
    int64_t time;        /* when its status was issued */
    unsigned long long log_size; /* of the pack's checkpoint */
};

greenbadge_request request_for(const struct world *world);
/* A verifier that trusts the test authority, from bytes; and one from the directory. */
greenbadge_verifier *verifier_for(const struct world *world);
greenbadge_verifier *verifier_in(const struct world *world, greenbadge_mode mode);
/* A verdict that could be made; the caller frees it. */
greenbadge_verdict *verdict_on(
    const greenbadge_verifier *verifier, greenbadge_bytes badge, const greenbadge_request *request);
greenbadge_verdict_info info_of(const greenbadge_verdict *verdict);
/* The reason that a request gets for the world's badge. */
greenbadge_reason reason_of(
    const struct world *world, const greenbadge_verifier *verifier, const greenbadge_request *request);

void check_verdicts(const struct world *world);
void check_opening(const struct world *world);
void check_arguments(const struct world *world);
void check_memory_of_old(const struct world *world);
void check_threads(const struct world *world);

#endif
