"""The C library through ctypes: what a binding for another language looks like, with nothing but the standard library."""

import ctypes
import time
from ctypes import POINTER, byref, c_char_p, c_int, c_int64, c_size_t, c_uint, c_void_p

OK, BAD_ARGUMENT, BAD_PACK, UNREADABLE, BAD_HIGH_WATER = range(5)
MODES = {"signatures": 0, "packInclusion": 1}
OUTCOMES = ("untrusted", "undetermined", "limited", "trusted")


class Sized(ctypes.Structure):
    """A struct that begins with its size."""

    def __init__(self, **fields):
        super().__init__(size=ctypes.sizeof(self), **fields)


class Options(Sized):
    _fields_ = [("size", c_size_t), ("mode", c_uint), ("allow_test", c_int)]


class Request(Sized):
    _fields_ = [
        ("size", c_size_t), ("account", c_char_p), ("any_account", c_int), ("display_name", c_char_p),
        ("time", c_int64), ("high_water", c_char_p),
    ]


class Info(Sized):
    _fields_ = [
        ("size", c_size_t), ("outcome", c_uint), ("reason", c_uint), ("is_trusted", c_int),
        ("marketing_allowed", c_int), ("is_test", c_int), ("is_homonym", c_int), ("as_of", c_int64),
        ("not_before", c_int64), ("not_after", c_int64), ("reason_text", c_char_p), ("detail", c_char_p),
        ("authority", c_char_p), ("account", c_char_p), ("id", c_char_p), ("display_name", c_char_p),
        ("legal_name", c_char_p), ("country", c_char_p), ("registration_number", c_char_p),
    ]


def stamp(seconds):
    """A time as JSON has it; GREENBADGE_NO_TIME is null."""
    return None if seconds == -(1 << 63) else time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(seconds))


class CallError(Exception):
    def __init__(self, result, text):
        super().__init__(text)
        self.result = result


class Verdict:
    """The answer about one badge. Its texts are copied by ctypes, so nothing outlives the C object."""

    def __init__(self, library, pointer):
        self.library, self.pointer = library, pointer
        self.info = Info()
        assert library.greenbadge_verdict_read(pointer, byref(self.info)) == OK
        self.is_trusted = library.greenbadge_verdict_is_trusted(pointer) == 1

    def text(self, field):
        value = getattr(self.info, field)
        return None if value is None else value.decode()

    def agrees_with(self, wanted):
        """Whether every field says what the JSON object of `verify --json` says."""
        info, badge, status = self.info, wanted["badge"] or {}, wanted["status"] or {}
        fields = [
            (self.outcome, wanted["verdict"]), (self.reason, wanted["reason"]),
            (self.text("detail"), wanted["detail"]), (self.text("authority"), wanted["authority"]),
            (self.text("account"), wanted["account"]), (info.is_trusted, wanted["trusted"]),
            (self.is_trusted, wanted["trusted"]), (info.marketing_allowed, wanted["marketing"]),
            (info.is_test, wanted["test"]), (info.is_homonym, bool(badge) and badge["profile"]["homonym"]),
            (self.text("id"), badge.get("id")), (self.text("display_name"), badge.get("displayName")),
            (self.text("legal_name"), badge.get("legalName")), (self.text("country"), badge.get("country")),
            (self.text("registration_number"), badge.get("registrationNumber")),
            (stamp(info.not_before), badge.get("notBefore")), (stamp(info.not_after), badge.get("notAfter")),
            (stamp(info.as_of), status.get("asOf")),
        ]
        return all(one == other for one, other in fields)

    outcome = property(lambda self: OUTCOMES[self.info.outcome])
    reason = property(lambda self: self.text("reason_text"))
    json = property(lambda self: self.library.greenbadge_verdict_json(self.pointer).decode())
    high_water = property(lambda self: self.library.greenbadge_verdict_high_water(self.pointer))

    def __del__(self):
        self.library.greenbadge_verdict_free(self.pointer)


class Verifier:
    def __init__(self, library, directories, allow_test=False, mode=0):
        self.library, self.pointer = library, None
        paths = (c_char_p * len(directories))(*[str(path).encode() for path in directories])
        options = Options(mode=mode, allow_test=allow_test)
        pointer = c_void_p()
        call(library, library.greenbadge_open, paths, len(directories), byref(options), byref(pointer))
        self.pointer = pointer

    def verify(self, badge, seconds, account=None, display_name=None, high_water=None):
        """Account None leaves it unchecked; texts are bytes, as strangers send them."""
        request = Request(
            account=account, any_account=account is None, display_name=display_name, time=seconds,
            high_water=high_water)
        pointer = c_void_p()
        call(
            self.library, self.library.greenbadge_verify, self.pointer, badge, len(badge), byref(request),
            byref(pointer))
        return Verdict(self.library, pointer)

    def __del__(self):
        self.library.greenbadge_close(self.pointer)


def call(library, function, *arguments):
    """Calls a function whose last parameter is `error`, and raises what it says."""
    error = c_void_p()
    result = function(*arguments, byref(error))
    if result == OK:
        assert error.value is None
        return
    text = ctypes.cast(error, c_char_p).value.decode()
    library.greenbadge_text_free(error)
    raise CallError(result, text)


def load(path):
    library = ctypes.CDLL(path)
    declared = {
        "greenbadge_version": (c_char_p, []),
        "greenbadge_open": (
            c_uint, [POINTER(c_char_p), c_size_t, POINTER(Options), POINTER(c_void_p), POINTER(c_void_p)]),
        "greenbadge_close": (None, [c_void_p]),
        "greenbadge_verify": (
            c_uint, [c_void_p, c_char_p, c_size_t, POINTER(Request), POINTER(c_void_p), POINTER(c_void_p)]),
        "greenbadge_verdict_free": (None, [c_void_p]),
        "greenbadge_verdict_read": (c_uint, [c_void_p, POINTER(Info)]),
        "greenbadge_verdict_is_trusted": (c_int, [c_void_p]),
        "greenbadge_verdict_json": (c_char_p, [c_void_p]),
        "greenbadge_verdict_high_water": (c_char_p, [c_void_p]),
        "greenbadge_text_free": (None, [c_void_p]),
    }
    for name, (result, arguments) in declared.items():
        function = getattr(library, name)
        function.restype, function.argtypes = result, arguments
    return library
