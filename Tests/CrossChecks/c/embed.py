"""Embeds the C library in Python and holds its verdicts against those of the program.

    python3 embed.py LIBRARY PROGRAM DEMO-DIRECTORY ACCOUNT SECONDS PACK...

SECONDS is a time at which the badge is valid. Each PACK was published by the demo's authority after the badge, the first
one with no change of the badge's status.
"""

import json
import pathlib
import random
import subprocess
import sys
import tempfile
import threading

import library as c

failures = 0


def check(name, holds):
    global failures
    print("ok   " if holds else "FAIL ", name)
    failures += not holds


def refused(result, function):
    try:
        function()
    except c.CallError as error:
        return error.result == result and len(str(error)) > 10
    return False


class Program:
    """`greenbadge verify --json`, which is the same rules by another way in."""

    def __init__(self, program, pack, work):
        self.program, self.pack, self.file = program, pack, work / "a.badge"

    def verdict(self, badge, seconds, account=None, display_name=None):
        self.file.write_bytes(badge)
        question = ["--any-account"] if account is None else ["--for", account.decode()]
        question += [] if display_name is None else ["--name", display_name.decode()]
        done = subprocess.run(
            [self.program, "verify", self.file, "--trust", self.pack, "--at", c.stamp(seconds), "--json", *question],
            capture_output=True, check=False)
        line = json.loads(done.stdout)
        del line["file"]
        return line


def questions(badge, account, now):
    yield "the good badge", badge, dict(account=account, seconds=now)
    yield "any account", badge, dict(account=None, seconds=now)
    yield "a wrong account", badge, dict(account=b"tel:+12025550199", seconds=now)
    yield "an account that is none", badge, dict(account=b"Tel: 555", seconds=now)
    yield "the right name", badge, dict(account=account, seconds=now, display_name=b"Example Airline")
    yield "a wrong name", badge, dict(account=account, seconds=now, display_name="Exämple".encode())
    yield "too early", badge, dict(account=account, seconds=0)
    yield "long after", badge, dict(account=account, seconds=now + 400 * 86400)
    yield "a stale status", badge, dict(account=account, seconds=now + 20 * 86400)
    yield "no bytes", b"", dict(account=account, seconds=now)
    yield "too many bytes", badge + b"\n" * 70_000, dict(account=account, seconds=now)
    choice = random.Random(1)
    for number in range(12):
        broken = bytearray(badge)
        broken[choice.randrange(len(badge))] ^= 1 << choice.randrange(8)
        yield f"a flipped bit {number + 1}", bytes(broken), dict(account=account, seconds=now)


def agree(verifier, program, badge, **question):
    """The verdict, and whether the library and the program give the same one, in JSON and in fields."""
    verdict = verifier.verify(badge, **question)
    wanted = program.verdict(badge, **question)
    return verdict, json.loads(verdict.json) == wanted and verdict.agrees_with(wanted)


def check_verdicts(verifier, program, badge, account, now):
    for name, data, question in questions(badge, account, now):
        verdict, same = agree(verifier, program, data, **question)
        check(f"the library and the program agree: {name} ({verdict.reason})", same)


def check_packs(library, program, work, packs, badge, account, seconds):
    for pack in packs:
        verifier = c.Verifier(library, [pack], allow_test=True)
        now = verifier.verify(badge, seconds, account).info.as_of
        verdict, same = agree(verifier, Program(program, pack, work), badge, account=account, seconds=now)
        name = pathlib.Path(pack).name
        check(f"the library and the program agree: the pack {name} ({verdict.reason})", same)


def check_junk(verifier, badge, account, now):
    choice = random.Random(2)
    good = 0
    for _ in range(300):
        junk = choice.randbytes(choice.randrange(2000)) if choice.random() < 0.5 else badge[choice.randrange(40):]
        good += verifier.verify(junk, now, account).is_trusted and junk != badge
    check("junk is never trusted", good == 0)
    wrong = [dict(account=b"\xff"), dict(account=account, display_name=b"\xc3"), dict(account=account, seconds=-1)]
    for question in wrong:
        question = dict(seconds=now) | question
        check(
            f"refused as an argument: {question}",
            refused(c.BAD_ARGUMENT, lambda: verifier.verify(badge, **question)))
    check(
        "a damaged high-water text is refused",
        refused(c.BAD_HIGH_WATER, lambda: verifier.verify(badge, now, account, high_water=b"x")))


def check_opening(library, pack, work):
    check("no directory", refused(c.UNREADABLE, lambda: c.Verifier(library, [work / "none"])))
    check("a directory without a pack", refused(c.UNREADABLE, lambda: c.Verifier(library, [work])))
    check("a file", refused(c.UNREADABLE, lambda: c.Verifier(library, [pack / "trust.json"])))
    check("no pack at all", refused(c.BAD_ARGUMENT, lambda: c.Verifier(library, [])))
    check("too many packs", refused(c.BAD_ARGUMENT, lambda: c.Verifier(library, [pack] * 65)))
    trust = (pack / "trust.json").read_bytes()
    broken = work / "broken"
    broken.mkdir()
    for name, data in (("empty", b""), ("cut", trust[:-2]), ("other", trust.replace(b'"version":1', b'"version":2'))):
        (broken / "trust.json").write_bytes(data)
        (broken / "trust.sig").write_bytes((pack / "trust.sig").read_bytes())
        check(f"a trust file that is {name}", refused(c.BAD_PACK, lambda: c.Verifier(library, [broken])))
    check("a broken pack behind a good one", refused(c.BAD_PACK, lambda: c.Verifier(library, [pack, broken])))


def flipped(badge, label, position):
    """The badge with another letter, so many behind the label."""
    place = badge.index(label) + position
    return badge[:place] + (b"A" if badge[place : place + 1] != b"A" else b"B") + badge[place + 1 :]


def check_modes(library, published, badge, account, seconds):
    """A badge whose checkpoint carries another signature is good in pack mode alone: there the pack's log answers."""
    damaged = flipped(badge, "\n\N{EM DASH} ".encode(), 60)
    for mode, wanted in (("signatures", "malformed"), ("packInclusion", "ok")):
        verifier = c.Verifier(library, [published], allow_test=True, mode=c.MODES[mode])
        now = verifier.verify(badge, seconds, account).info.as_of
        good, other = verifier.verify(badge, now, account), verifier.verify(damaged, now, account)
        check(f"mode {mode}: the good badge", good.reason == "ok")
        check(f"mode {mode} says so", ("in pack mode" in good.json) == (mode == "packInclusion"))
        check(f"mode {mode}: a damaged signature of the log is {wanted}", other.reason == wanted)
        check(f"mode {mode}: another account", verifier.verify(badge, now, b"tel:+1").reason == "account-mismatch")
    check("a mode that is none", refused(c.BAD_ARGUMENT, lambda: c.Verifier(library, [published], mode=9)))


def check_threads(verifier, badge, account, now):
    answers = set()

    def run():
        for _ in range(100):
            answers.add(verifier.verify(badge, now, account).json)

    running = [threading.Thread(target=run) for _ in range(8)]
    for thread in running:
        thread.start()
    for thread in running:
        thread.join()
    check("eight threads get one answer", len(answers) == 1)


def main(path, program, demo, account, seconds, *packs):
    library = c.load(path)
    demo, account = pathlib.Path(demo), account.encode()
    badge = (demo / "badges" / "example-airline.badge").read_bytes()
    version = subprocess.run([program, "--version"], capture_output=True, check=True, text=True).stdout.split()[1]
    check("library and program have one version", library.greenbadge_version().decode() == version)
    verifier = c.Verifier(library, [demo / "pack"], allow_test=True)
    now = verifier.verify(badge, int(seconds), account).info.as_of
    with tempfile.TemporaryDirectory() as work:
        work = pathlib.Path(work)
        check_verdicts(verifier, Program(program, demo / "pack", work), badge, account, now)
        check_packs(library, program, work, packs, badge, account, int(seconds))
        check_junk(verifier, badge, account, now)
        check_opening(library, demo / "pack", work)
    check_modes(library, packs[0], badge, account, int(seconds))
    check_threads(verifier, badge, account, now)
    strict = c.Verifier(library, [demo / "pack"])
    check("a TEST authority is not trusted unasked", not strict.verify(badge, now, account).is_trusted)
    return 1 if failures else 0


if __name__ == "__main__":
    if len(sys.argv) < 7:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
