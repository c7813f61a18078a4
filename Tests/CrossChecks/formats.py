"""An independent reader of the files of DESIGN section 4, written from that page alone.

It shares no code and no library with the program: Python's standard library reads everything, and the package
`cryptography`, where it is installed, checks signatures. Each reader raises `Bad` with a sentence.
"""
import base64
import hashlib
import json
import struct

try:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec, ed25519

    HAS_CRYPTOGRAPHY = True
except ImportError:
    HAS_CRYPTOGRAPHY = False


class Bad(Exception):
    """A file is not what section 4 says."""


def need(condition, sentence):
    if not condition:
        raise Bad(sentence)


def sha256(data):
    return hashlib.sha256(data).digest()


# --- PEM: canonical blocks, nothing between them -------------------------------------------------------------------


def pem_block(data, at):
    """The block that begins at `at`: label, contents, offset behind it. Canonical or refused."""
    end = data.find(b"\n", at)
    first = data[at:end].decode("ascii")
    need(first.startswith("-----BEGIN ") and first.endswith("-----"), f"no PEM block at {at}")
    label = first[11:-5]
    last = f"-----END {label}-----\n".encode()
    stop = data.find(last, end)
    need(stop > 0, f"{label} does not end")
    body = data[end + 1 : stop]
    contents = base64.b64decode(body.replace(b"\n", b""), validate=True)
    text = base64.b64encode(contents)
    lines = b"".join(text[i : i + 64] + b"\n" for i in range(0, len(text), 64))
    need(lines == body, f"{label} is not canonical base64 in 64 columns")
    return label, contents, stop + len(last)


# --- DER: as much as a certificate needs ---------------------------------------------------------------------------


def der(data, at=0):
    """One element: tag, contents, the whole of it, offset behind it."""
    tag, length, head = data[at], data[at + 1], 2
    if length & 0x80:
        count = length & 0x7F
        need(0 < count <= 4, "DER length")
        length = int.from_bytes(data[at + 2 : at + 2 + count], "big")
        need(length >= 0x80 and length >> (8 * (count - 1)) > 0, "DER length is not minimal")
        head += count
    end = at + head + length
    need(end <= len(data), "DER is cut short")
    return tag, data[at + head : end], data[at:end], end


def children(contents):
    found, at = [], 0
    while at < len(contents):
        tag, inner, whole, at = der(contents, at)
        found.append((tag, inner, whole))
    return found


def oid(contents):
    arcs, value = [], 0
    for byte in contents:
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            arcs.append(value)
            value = 0
    first = min(arcs[0] // 40, 2)
    return ".".join(str(a) for a in [first, arcs[0] - 40 * first] + arcs[1:])


def der_time(tag, contents):
    from datetime import datetime, timezone

    form = "%y%m%d%H%M%SZ" if tag == 0x17 else "%Y%m%d%H%M%SZ"
    return datetime.strptime(contents.decode(), form).replace(tzinfo=timezone.utc)


class Certificate:
    """The fields of an X.509 v3 certificate."""

    ALGORITHMS = {
        "300a06082a8648ce3d040302": "ecdsa-with-SHA256",
        "300a06082a8648ce3d040303": "ecdsa-with-SHA384",
        "300506032b6570": "ed25519",
    }

    def __init__(self, data):
        tag, outer, _, end = der(data)
        need(tag == 0x30 and end == len(data), "a certificate is one SEQUENCE")
        (_, tbs, self.tbs), (_, _, algorithm), (_, bits, _) = children(outer)
        self.der = data
        self.signature = bits[1:]
        need(bits[0] == 0, "the signature has unused bits")
        fields = children(tbs)
        need(fields[0][2].hex() == "a003020102", "not version 3")
        self.serial = int.from_bytes(fields[1][1], "big", signed=True)
        need(fields[2][2] == algorithm, "inner and outer algorithm differ")
        self.algorithm = self.ALGORITHMS.get(algorithm.hex())
        need(self.algorithm, "a signature algorithm that is not of the profile")
        self.issuer, self.subject, self.spki = fields[3][2], fields[5][2], fields[6][2]
        self.not_before, self.not_after = (der_time(t, c) for t, c, _ in children(fields[4][1]))
        self.extensions = []
        for _, item, _ in children(children(fields[7][1])[0][1]):
            parts = children(item)
            critical = len(parts) == 3 and parts[1][1] == b"\xff"
            self.extensions.append((oid(parts[0][1]), critical, parts[-1][1]))

    def extension(self, name):
        return next((value for key, _, value in self.extensions if key == name), None)

    def attributes(self):
        """The subject: type and text, in order."""
        result = []
        for _, name, _ in children(der(self.subject)[1]):
            pairs = children(name)
            need(len(pairs) == 1, "more than one attribute in an RDN")
            kind, value = children(pairs[0][1])
            result.append((oid(kind[1]), value[0], value[1].decode()))
        return result

    def key_identifiers(self):
        own = self.extension("2.5.29.14")
        authority = self.extension("2.5.29.35")
        return (own and own[2:], authority and authority[4:])


def verify_signature(spki, algorithm, signature, message):
    """True, False, or None without the package `cryptography`."""
    if not HAS_CRYPTOGRAPHY:
        return None
    key = serialization.load_der_public_key(spki)
    try:
        if algorithm == "ed25519":
            key.verify(signature, message)
        else:
            size = hashes.SHA256() if algorithm.endswith("256") else hashes.SHA384()
            key.verify(signature, message, ec.ECDSA(size))
        return True
    except InvalidSignature:
        return False


ORDERS = {
    "ecdsa-with-SHA256": 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551,
    "ecdsa-with-SHA384": int(
        "FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFC7634D81F4372DDF581A0DB248B0A77AECEC196ACCC52973", 16
    ),
}


def is_low_s(algorithm, signature):
    if algorithm == "ed25519":
        return True
    _, s = (int.from_bytes(c, "big") for _, c, _ in children(der(signature)[1]))
    return 0 < s <= ORDERS[algorithm] // 2


# --- C2SP notes, checkpoints, proofs -------------------------------------------------------------------------------


class VerifierKey:
    """name+hash+key: the hash is the first four bytes of SHA-256(name LF key)."""

    def __init__(self, text):
        self.text = text
        self.name, key_id, key = text.split("+", 2)
        self.id, self.key = bytes.fromhex(key_id), base64.b64decode(key, validate=True)
        need(sha256(self.name.encode() + b"\n" + self.key)[:4] == self.id, f"key id of {self.name}")
        need(self.key[0] in (1, 4) and len(self.key) == 33, f"key type of {self.name}")

    def verify(self, line_bytes, text):
        if not HAS_CRYPTOGRAPHY:
            return None
        signature, message = line_bytes[4:], text
        if self.key[0] == 4:
            stamp = struct.unpack(">Q", signature[:8])[0]
            signature, message = signature[8:], b"cosignature/v1\ntime %d\n" % stamp + text
        try:
            ed25519.Ed25519PublicKey.from_public_bytes(self.key[1:]).verify(signature, message)
            return True
        except InvalidSignature:
            return False


class Note:
    """Text, an empty line, signature lines."""

    def __init__(self, data):
        cut = data.rindex(b"\n\n") + 1
        self.text = data[:cut]
        self.lines = self.text.decode().split("\n")[:-1]
        self.signatures = []
        for line in data[cut + 1 :].decode().split("\n")[:-1]:
            dash, name, encoded = line.split(" ")
            need(dash == "\u2014", "a signature line begins with an em dash")
            self.signatures.append((name, base64.b64decode(encoded, validate=True)))
        need(self.signatures, "a note without signatures")

    def check(self, keys, strict):
        """The keys that verified. `strict`: every line by a listed key, once, in the list's order."""
        verified, last = [], -1
        for name, line in self.signatures:
            found = [i for i, k in enumerate(keys) if k.name == name and k.id == line[:4]]
            if not found:
                need(not strict, f"a line by {name}, which is not listed")
                continue
            need(not strict or found[0] > last, f"the line of {name} is repeated or out of order")
            last = found[0]
            need(keys[last].verify(line, self.text) is not False, f"the signature of {name}")
            verified.append(keys[last])
        need(verified, "no listed key signed it")
        return verified


class Checkpoint:
    def __init__(self, note):
        need(len(note.lines) == 3, "a checkpoint has exactly three lines")
        self.note, self.origin, size, root = note, *note.lines
        self.size, self.root = int(size), base64.b64decode(root, validate=True)
        need(size == str(self.size) and len(self.root) == 32, "size or root of a checkpoint")


def leaf_hash(entry):
    return sha256(b"\x00" + entry)


def node_hash(left, right):
    return sha256(b"\x01" + left + right)


def root_from_inclusion(index, size, leaf, proof):
    """RFC 9162 2.1.3.2."""
    need(index < size, "index beyond the tree")
    fn, sn, result = index, size - 1, leaf
    for step in proof:
        need(sn > 0, "the proof is too long")
        if fn & 1 or fn == sn:
            result = node_hash(step, result)
            if not fn & 1:
                while fn and not fn & 1:
                    fn, sn = fn >> 1, sn >> 1
        else:
            result = node_hash(result, step)
        fn, sn = fn >> 1, sn >> 1
    need(sn == 0, "the proof is too short")
    return result


def tree_root(leaves):
    """RFC 6962 2.1, by its own recursion."""
    if not leaves:
        return sha256(b"")
    if len(leaves) == 1:
        return leaves[0]
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return node_hash(tree_root(leaves[:split]), tree_root(leaves[split:]))


class BadgeFile:
    """DESIGN 4.1."""

    def __init__(self, data):
        need(len(data) <= 64 << 10, "larger than 64 KiB")
        label, badge, at = pem_block(data, 0)
        need(label == "CERTIFICATE", "first block")
        label, issuer, at = pem_block(data, at)
        need(label == "CERTIFICATE", "second block")
        self.badge, self.issuer, self.staple = Certificate(badge), Certificate(issuer), None
        if data[at:].startswith(b"-----"):
            label, staple, at = pem_block(data, at)
            need(label == "BADGE STATUS", "third block")
            self.staple = Note(staple)
        head, rest = data[at:].split(b"\n\n", 1)
        lines = head.decode().split("\n")
        need(lines[0] == "c2sp.org/tlog-proof@v1", "the proof's first line")
        need(lines[1].startswith("index "), "the proof's second line")
        self.index = int(lines[1][6:])
        need(lines[1] == f"index {self.index}", "the index is not canonical")
        self.proof = [base64.b64decode(line, validate=True) for line in lines[2:]]
        need(all(len(h) == 32 for h in self.proof) and len(self.proof) <= 63, "the proof's hashes")
        self.checkpoint = Checkpoint(Note(rest))


# --- The trust file ------------------------------------------------------------------------------------------------

TRUST_FIELDS = (
    "format version registry name test singleOperator arc scope roots logs statusKeys trustKeys limits".split()
)


def canonical_json(data):
    """The value, if its canonical encoding is these bytes."""

    def unique(pairs):
        need(len({k for k, _ in pairs}) == len(pairs), "a duplicate field")
        return dict(pairs)

    value = json.loads(data, object_pairs_hook=unique)
    need(json.dumps(value, separators=(",", ":"), ensure_ascii=False).encode() == data, "JSON is not canonical")
    return value


class TrustFile:
    """DESIGN 4.4."""

    def __init__(self, data):
        self.digest = sha256(data)
        value = canonical_json(data)
        need(list(value) == TRUST_FIELDS, f"fields {list(value)}")
        self.value, self.version, self.arc = value, value["version"], value["arc"]
        self.is_test = value["test"]
        self.roots = []
        for text in value["roots"]:
            label, contents, end = pem_block(text.encode(), 0)
            need(label == "CERTIFICATE" and end == len(text.encode()), "a root is one CERTIFICATE")
            self.roots.append(Certificate(contents))
        self.logs = {}
        for log in value["logs"]:
            need(list(log) == ["number", "vkey", "policy", "final"], "fields of a log")
            key = VerifierKey(log["vkey"])
            witnesses = []
            for line in log["policy"].split("\n"):
                words = line.split()
                if words[:1] == ["log"]:
                    need(words[1] == log["vkey"], "the policy names another log")
                if words[:1] == ["witness"]:
                    witnesses.append(VerifierKey(words[2]))
            self.logs[key.name] = (log["number"], [key] + witnesses, log["final"])
        self.status_keys = [(VerifierKey(k["vkey"]), k["logs"], k["retired"]) for k in value["statusKeys"]]
        self.trust_keys = [VerifierKey(k) for k in value["trustKeys"]["vkeys"]]
        self.threshold = value["trustKeys"]["threshold"]
        need(0 < value["limits"]["maxStatusAge"] <= 30 * 86400, "maxStatusAge")
        if value["arc"].startswith("1.3.6.1.4.1.32473"):
            need(value["test"], "the documentation arc without test")

    def status_keys_of(self, origin, issued):
        number = self.logs[origin][0]
        return [k for k, logs, retired in self.status_keys if number in logs and (not retired or issued <= retired)]

    def check_signature(self, data):
        note = Note(data)
        need(note.lines == ["greenbadge/trust@v1", str(self.version), self.digest.hex()], "the lines of trust.sig")
        need(len(set(k.text for k in note.check(self.trust_keys, False))) >= self.threshold, "the trust threshold")


# --- The status snapshot -------------------------------------------------------------------------------------------

LISTS = ("revoked", "superseded", "suspended", "limited")
BLOCK = 256


class Bits:
    def __init__(self, data, at):
        self.data, self.at = data, at * 8

    def one(self):
        byte, bit = divmod(self.at, 8)
        need(byte < len(self.data), "a Rice code is cut short")
        self.at += 1
        return self.data[byte] >> (7 - bit) & 1

    def number(self, count):
        value = 0
        for _ in range(count):
            value = value << 1 | self.one()
        return value


def rice_bits(values, k):
    return sum((v >> k) + 1 + k for v in values)


def best_k(values):
    """The smallest k that gives the shortest block, in bytes as they are written."""
    if not values:
        return 0
    sizes = [(rice_bits(values, k) + 7) // 8 for k in range(0, 49)]
    return sizes.index(min(sizes))


class Snapshot:
    """DESIGN 4.3."""

    def __init__(self, data):
        cut = data.index(b"\x00")
        self.data, self.note, payload = data, Note(data[:cut]), data[cut + 1 :]
        need(len(self.note.lines) == 8, "a snapshot note has eight lines")
        form, self.origin, sequence, self.issued, self.next, covered, length, digest = self.note.lines
        need(form == "greenbadge/status@v1", "the format line")
        self.sequence, self.covered = int(sequence), int(covered)
        need(int(length) == len(payload) and digest == sha256(payload).hex(), "payload length or hash")
        self.lists, at = {}, 0
        for name in LISTS:
            self.lists[name], at = self.read_list(payload, at)
            items = self.lists[name]
            need(all(a < b for a, b in zip(items, items[1:])), f"{name} does not rise")
            need(not items or items[-1] < self.covered, f"{name} reaches beyond the covered size")
        need(at == len(payload), "bytes behind the last list")
        everything = [i for items in self.lists.values() for i in items]
        need(len(set(everything)) == len(everything), "an index in two lists")
        need(b"".join(self.write_list(self.lists[n]) for n in LISTS) == payload, "another encoding of the same lists")

    @staticmethod
    def read_list(data, at):
        count = int.from_bytes(data[at : at + 4], "big")
        at, items = at + 4, []
        for start in range(0, count, BLOCK):
            size = min(BLOCK, count - start)
            items.append(int.from_bytes(data[at : at + 6], "big"))
            k, bits = data[at + 6], Bits(data, at + 7)
            for _ in range(size - 1):
                quotient = 0
                while bits.one():
                    quotient += 1
                items.append(items[-1] + 1 + (quotient << k | bits.number(k)))
            at = (bits.at + 7) // 8
        return items, at

    @staticmethod
    def write_list(items):
        out = struct.pack(">I", len(items))
        for start in range(0, len(items), BLOCK):
            block = items[start : start + BLOCK]
            gaps = [b - a - 1 for a, b in zip(block, block[1:])]
            k = best_k(gaps)
            bits = "".join("1" * (g >> k) + "0" + (format(g & (1 << k) - 1, f"0{k}b") if k else "") for g in gaps)
            bits += "0" * (-len(bits) % 8)
            packed = bytes(int(bits[i : i + 8], 2) for i in range(0, len(bits), 8))
            out += block[0].to_bytes(6, "big") + bytes([k]) + packed
        return out

    def state(self, index):
        if index >= self.covered:
            return None
        return next((name for name in LISTS if index in self.lists[name]), "good")
