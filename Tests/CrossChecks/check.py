"""Checks badge files, client packs and the published log with the independent reader of formats.py.

    python3 check.py [--program GREENBADGE] PATH...

A PATH is a demo directory (badges/, pack/, registry/), a registry (authority.json), or a client pack with badge files
beside it. Prints one line a check; exits 1 if one of them fails. With --program the program's own verdict about each
badge is compared with what this reader finds.
"""
import glob
import json
import os
import subprocess
import sys
from datetime import datetime, timezone

from formats import (
    HAS_CRYPTOGRAPHY,
    BadgeFile,
    Certificate,
    Checkpoint,
    Note,
    Snapshot,
    TrustFile,
    canonical_json,
    is_low_s,
    leaf_hash,
    need,
    oid,
    children,
    der,
    root_from_inclusion,
    sha256,
    tree_root,
    verify_signature,
)

PROFILE_FIELDS = (
    "verifiedSince category sizeClass homonym legalName website helpURL knowledgeBaseURL supportHours responseTime "
    "privacyURL marketing naturalPerson"
).split()
SUBJECT_ORDER = [
    "2.5.4.15", "1.3.6.1.4.1.311.60.2.1.3", "1.3.6.1.4.1.311.60.2.1.2", "1.3.6.1.4.1.311.60.2.1.1", "2.5.4.5",
    "2.5.4.97", "2.5.4.6", "2.5.4.8", "2.5.4.7", "2.5.4.17", "2.5.4.9", "2.5.4.10", "2.5.4.3",
]
PRINTABLE = {"1.3.6.1.4.1.311.60.2.1.3", "2.5.4.5", "2.5.4.6"}


class Report:
    def __init__(self):
        self.checks = self.failures = 0

    def run(self, place, name, body):
        """One check: its line, and what it returned; None where it failed."""
        self.checks += 1
        try:
            result = body()
            words = result if isinstance(result, str) else ""
            print(f"ok    {place}: {name}" + (f": {words}" if words else ""))
            return result
        except Exception as error:  # a reader that falls over has not read the file either
            self.failures += 1
            print(f"FAIL  {place}: {name}: {error}")
            return None


def read(*parts):
    with open(os.path.join(*parts), "rb") as file:
        return file.read()


def signature(child, parent, what):
    need(is_low_s(child.algorithm, child.signature), f"{what}: the signature has a high S")
    result = verify_signature(parent.spki, child.algorithm, child.signature, child.tbs)
    need(result is not False, f"{what}: the signature does not verify")


class Pack:
    """A client pack, every part checked."""

    def __init__(self, report, directory):
        self.directory, self.snapshots, self.trust = directory, {}, None
        run = lambda name, body: report.run(directory, name, body)  # noqa: E731
        self.trust = run("trust.json", lambda: TrustFile(read(directory, "trust.json")))
        if not self.trust:
            return
        run("roots", self.roots)
        if os.path.exists(os.path.join(directory, "trust.sig")):
            run("trust.sig", lambda: self.trust.check_signature(read(directory, "trust.sig")))
        for path in sorted(glob.glob(os.path.join(directory, "*.snapshot"))):
            run(os.path.basename(path), lambda: self.snapshot(path))
        if os.path.exists(os.path.join(directory, "checkpoint")):
            run("checkpoint", self.checkpoint)

    def roots(self):
        for root in self.trust.roots:
            need(root.issuer == root.subject, "a root that is not self-issued")
            signature(root, root, "root")
        return f"{len(self.trust.roots)}, self-signed"

    def snapshot(self, path):
        snapshot = Snapshot(read(path))
        need(snapshot.origin in self.trust.logs, f"of the log {snapshot.origin}, which is not listed")
        need(snapshot.issued < snapshot.next, "next update before issue")
        snapshot.note.check(self.trust.status_keys_of(snapshot.origin, snapshot.issued), False)
        self.snapshots[snapshot.origin] = snapshot
        counts = ", ".join(f"{len(items)} {name}" for name, items in snapshot.lists.items())
        return f"sequence {snapshot.sequence} covers {snapshot.covered}: {counts}"

    def checkpoint(self):
        checkpoint = Checkpoint(Note(read(self.directory, "checkpoint")))
        number, keys, _ = self.trust.logs[checkpoint.origin]
        checkpoint.note.check(keys, True)
        return f"log {number}, {checkpoint.size} entries"


class Badge:
    """A badge file under a pack."""

    def __init__(self, report, path, pack):
        self.path, self.pack, self.trust = path, pack, pack.trust
        run = lambda name, body: report.run(path, name, body)  # noqa: E731
        self.file = run("form", lambda: BadgeFile(read(path)))
        if not self.file:
            return
        run("chain", self.chain)
        run("profile", self.profile)
        run("checkpoint", self.checkpoint)
        run("inclusion", self.inclusion)
        run("serial", self.serial)
        if self.file.staple:
            run("staple", self.staple)
        run("status", self.status)

    def chain(self):
        badge, issuer = self.file.badge, self.file.issuer
        root = next((r for r in self.trust.roots if r.subject == issuer.issuer), None)
        need(root, "no pinned root has the issuer's name")
        need(badge.issuer == issuer.subject, "the badge names another issuer")
        need(badge.key_identifiers()[1] == issuer.key_identifiers()[0], "AKI of the badge")
        need(issuer.key_identifiers()[1] == root.key_identifiers()[0], "AKI of the issuing CA")
        need(issuer.extension("2.5.29.19") == bytes.fromhex("30060101ff020100"), "the CA is not pathLen 0")
        need(root.extension("2.5.29.19") == bytes.fromhex("30060101ff020101"), "the root is not pathLen 1")
        need(badge.not_after <= issuer.not_after <= root.not_after, "validity beyond the issuer's")
        signature(badge, issuer, "badge")
        signature(issuer, root, "issuing CA")
        return "badge, issuing CA, pinned root" + ("" if HAS_CRYPTOGRAPHY else " (signatures not checked)")

    def profile(self):
        arc, badge = self.trust.arc, self.file.badge
        names = [name for name, _, _ in badge.extensions]
        wanted = ["2.5.29.19", "2.5.29.15", "2.5.29.37", "2.5.29.14", "2.5.29.35", "2.5.29.17", "2.5.29.32",
                  "2.5.29.31", f"{arc}.3"]
        need(names in (wanted, wanted + ["1.3.6.1.5.5.7.1.12"]), f"extensions {names}")
        need([c for _, c, _ in badge.extensions] == [True] * 3 + [False] * (len(names) - 3), "critical flags")
        need(badge.extension("2.5.29.19") == b"\x30\x00", "basicConstraints")
        need(badge.extension("2.5.29.15") == bytes.fromhex("03020780"), "keyUsage")
        usages = [oid(c) for _, c, _ in children(der(badge.extension("2.5.29.37"))[1])]
        need(usages == [f"{arc}.1"], f"extended key usage {usages}")
        policy = oid(children(children(der(badge.extension("2.5.29.32"))[1])[0][1])[0][1])
        need(policy.startswith(f"{arc}.2."), f"policy {policy}")
        profile = canonical_json(badge.extension(f"{arc}.3"))
        need(list(profile) == PROFILE_FIELDS and profile["marketing"] == "opt-in", "the fields of the profile")
        self.subject()
        days = (badge.not_after - badge.not_before).total_seconds() / 86400
        need(days <= 398 + 1 / 24, f"valid for {days} days")
        return f"{len(self.accounts())} accounts, verified since {profile['verifiedSince']}"

    def subject(self):
        attributes = self.file.badge.attributes()
        order = [SUBJECT_ORDER.index(kind) for kind, _, _ in attributes]
        need(order == sorted(set(order)), "attributes out of order or twice")
        for kind, tag, text in attributes:
            need(tag == (0x13 if kind in PRINTABLE else 0x0C), f"string type of {kind}")
            need(text.strip() == text != "", f"value of {kind}")

    def accounts(self):
        names = children(der(self.file.badge.extension("2.5.29.17"))[1])
        need(names and all(tag == 0x86 for tag, _, _ in names), "SAN holds other than URIs")
        return [value.decode() for _, value, _ in names]

    def checkpoint(self):
        checkpoint = self.file.checkpoint
        need(checkpoint.origin in self.trust.logs, f"of the log {checkpoint.origin}, which is not listed")
        number, keys, final = self.trust.logs[checkpoint.origin]
        signers = checkpoint.note.check(keys, True)
        need(keys[0] in signers, "not signed by the log's own key")
        need(not final or self.file.index < final["size"], "beyond the end of a frozen log")
        return f"log {number} {checkpoint.origin}, {checkpoint.size} entries, {len(signers)} signatures"

    def inclusion(self):
        leaf = leaf_hash(b"\x01" + self.file.badge.tbs)
        root = root_from_inclusion(self.file.index, self.file.checkpoint.size, leaf, self.file.proof)
        need(root == self.file.checkpoint.root, "the proof does not lead to the root")
        return f"index {self.file.index}, {len(self.file.proof)} hashes"

    def serial(self):
        number = self.trust.logs[self.file.checkpoint.origin][0]
        need(self.file.index > 0 and self.file.badge.serial == number << 48 | self.file.index, "serial")
        need(self.file.issuer.serial >> 48 == number, "the issuing CA's serial is of another log")
        return f"{number}-{self.file.index}"

    def staple(self):
        lines = self.file.staple.lines
        need(len(lines) == 7 and lines[0] == "greenbadge/staple@v1", "its lines")
        need(lines[1] == self.file.checkpoint.origin and int(lines[5]) == self.file.index, "of another badge")
        need(lines[6] in ("good", "limited") and lines[3] < lines[4], "its state or times")
        self.file.staple.check(self.trust.status_keys_of(lines[1], lines[3]), True)
        return f"sequence {lines[2]}, {lines[6]}"

    def status(self):
        """By the rules of section 7, without the clock: final wins, else the higher sequence."""
        found = []
        snapshot = self.pack.snapshots.get(self.file.checkpoint.origin)
        if snapshot:
            need(snapshot.state(self.file.issuer.serial & (1 << 48) - 1) == "good", "the issuing CA is listed")
            state = snapshot.state(self.file.index)
            if state:
                found.append((state in ("revoked", "superseded"), snapshot.sequence, state, snapshot.issued))
        if self.file.staple:
            lines = self.file.staple.lines
            found.append((False, int(lines[2]), lines[6], lines[3]))
        self.state, self.as_of = max(found)[2:] if found else (None, None)
        return f"{self.state} as of {self.as_of}" if found else "not known"

    def compare(self, program):
        """The program's own words about the same file."""
        at = datetime.fromisoformat(self.as_of.replace("Z", "+00:00")) if self.as_of else self.file.badge.not_after
        call = [program, "verify", self.path, "--trust", self.pack.directory, "--for", self.accounts()[0], "--json",
                "--at", at.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")]
        answer = subprocess.run(call, capture_output=True, text=True, check=False)
        need(answer.stdout, answer.stderr)
        verdict = json.loads(answer.stdout)
        outcome = {"good": "trusted", "limited": "limited", None: "undetermined"}.get(self.state, "untrusted")
        need(verdict["verdict"] == outcome, f"the program says {verdict['verdict']} ({verdict['reason']})")
        need(answer.returncode == (0 if outcome in ("trusted", "limited") else 1), f"exit {answer.returncode}")
        need((verdict["status"] or {}).get("state") == self.state, "another state")
        subject = {kind: text for kind, _, text in self.file.badge.attributes()}
        badge = verdict["badge"]
        need(badge["displayName"] == subject["2.5.4.3"] and badge["country"] == subject["2.5.4.6"], "the names")
        need(badge["registrationNumber"] == subject["2.5.4.5"], "the registration number")
        need(badge["accounts"] == self.accounts(), "the accounts")
        need(int(badge["serial"], 16) == self.file.badge.serial, "the serial")
        need(badge["profile"] == canonical_json(self.file.badge.extension(f"{self.trust.arc}.3")), "the profile")
        return outcome


class PublishedLog:
    """The tiles of public/, read as a monitor would: entries, tree, root."""

    def __init__(self, directory):
        self.directory = directory
        self.checkpoint = Checkpoint(Note(read(directory, "checkpoint")))
        self.entries = []
        tile = 0
        while len(self.entries) < self.checkpoint.size:
            width = min(256, self.checkpoint.size - 256 * tile)
            data, at = read(directory, self.path("entries", tile, width)), 0
            for _ in range(width):
                length = int.from_bytes(data[at : at + 2], "big")
                self.entries.append(data[at + 2 : at + 2 + length])
                at += 2 + length
            need(at == len(data), f"entry bundle {tile} has bytes behind its last entry")
            tile += 1

    @staticmethod
    def path(level, tile, width):
        name = f"{tile % 1000:03d}"
        while tile >= 1000:
            tile //= 1000
            name = f"x{tile % 1000:03d}/{name}"
        return f"tile/{level}/{name}" + (f".p/{width}" if width < 256 else "")

    def root(self):
        need(self.entries[0] == b"\x00", "entry 0 is not null")
        need(tree_root([leaf_hash(e) for e in self.entries]) == self.checkpoint.root, "the root is another")
        return f"{len(self.entries)} entries lead to the root"

    def hashes(self):
        level, count = 0, 0
        row = [leaf_hash(e) for e in self.entries]
        while row:
            for tile in range((len(row) + 255) // 256):
                part = row[256 * tile : 256 * tile + 256]
                need(read(self.directory, self.path(level, tile, len(part))) == b"".join(part), f"tile {level}/{tile}")
                count += 1
            row = [tree_root(row[i : i + 256]) for i in range(0, len(row) // 256 * 256, 256)]
            level += 1
        return f"{count} hash tiles"

    def kinds(self, pack):
        """Every entry is of a known type; the newest snapshot entry is the snapshot that is published."""
        for index, entry in enumerate(self.entries):
            need(entry[0] <= 5, f"entry {index} is of type {entry[0]}")
            if entry[0] == 2:
                need(len(entry) == 27, f"entry {index} has {len(entry)} bytes")
            if entry[0] == 5:
                need(len(entry) == 41, f"entry {index} has {len(entry)} bytes")
        snapshot = pack.snapshots[self.checkpoint.origin]
        wanted = b"\x03" + snapshot.sequence.to_bytes(8, "big") + sha256(snapshot.data)
        need(wanted in self.entries, "the published snapshot is not logged")
        names = ["null", "badge", "status", "snapshot", "CA", "anchor"]
        return ", ".join(f"{sum(e[0] == k for e in self.entries)} {n}" for k, n in enumerate(names))

    def statuses(self, pack):
        """What the status entries below the covered size add up to is what the snapshot lists."""
        snapshot, states = pack.snapshots[self.checkpoint.origin], {}
        for entry in self.entries[: snapshot.covered]:
            if entry[0] == 2:
                states[int.from_bytes(entry[1:9], "big") & (1 << 48) - 1] = entry[9]
        listed = {i: name for name, items in snapshot.lists.items() for i in items}
        need(set(listed) == {i for i, s in states.items() if s}, "the snapshot lists other badges than the log")
        # Section 4 does not number the states: each list must go with one number.
        pairs = {(states[i], name) for i, name in listed.items()}
        need(len(pairs) == len({s for s, _ in pairs}) == len({n for _, n in pairs}), f"state numbers {pairs}")
        return f"{len(listed)} listed, each by a logged change"

    def badge(self, badge):
        need(badge.file.index < len(self.entries), "the badge is younger than the published log")
        need(self.entries[badge.file.index] == b"\x01" + badge.file.badge.tbs, "another entry at its index")
        issuer = badge.file.issuer
        need(self.entries[issuer.serial & (1 << 48) - 1] == b"\x04" + issuer.tbs, "the issuing CA's entry")


def places(path):
    """Packs with the badge files and published logs that belong to them."""
    def files(*parts):
        return sorted(glob.glob(os.path.join(path, *parts)))

    if os.path.exists(os.path.join(path, "registry", "authority.json")):
        badges = files("badges", "*.badge")
        return [(os.path.join(path, "registry", "public"), badges, True), (os.path.join(path, "pack"), badges, False)]
    if os.path.exists(os.path.join(path, "authority.json")):
        return [(os.path.join(path, "public"), files("badges", "*.badge"), True)]
    packs = [os.path.dirname(p) for p in files("trust.json") + files("pack*", "trust.json")]
    return [(pack, files("*.badge"), False) for pack in packs]


def main(arguments):
    program = None
    if arguments[:1] == ["--program"]:
        program, arguments = arguments[1], arguments[2:]
    if not arguments:
        sys.exit(__doc__)
    report = Report()
    for path in arguments:
        found = places(path)
        report.run(path, "something to check", lambda: need(found, "neither a demo, a registry nor a client pack"))
        for directory, files, is_published in found:
            check(report, directory, files, is_published, program)
    if not HAS_CRYPTOGRAPHY:
        print("note  the Python package cryptography is not there: signatures were not checked")
    print(f"{report.checks - report.failures} passed, {report.failures} failed")
    return 1 if report.failures else 0


def check(report, directory, files, is_published, program):
    pack = Pack(report, directory)
    if not pack.trust:
        return
    log = report.run(directory, "published log", lambda: PublishedLog(directory)) if is_published else None
    if log:
        report.run(directory, "root of the log", log.root)
        report.run(directory, "hash tiles", log.hashes)
        report.run(directory, "kinds of entries", lambda: log.kinds(pack))
        report.run(directory, "statuses", lambda: log.statuses(pack))
    for file in files:
        badge = Badge(report, file, pack)
        if not badge.file:
            continue
        if log:
            report.run(file, "entry in the published log", lambda: log.badge(badge))
        if program:
            report.run(file, "verdict of the program", lambda: badge.compare(program))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
