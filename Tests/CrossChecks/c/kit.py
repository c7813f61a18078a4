"""Runs a conformance kit (`greenbadge fixtures DIR`) through the C library and compares verdicts and reasons.

    python3 kit.py LIBRARY KIT-DIRECTORY
"""

import calendar
import json
import pathlib
import sys
import time

import library as c


def encoded(text):
    return None if text is None else text.encode()


def answer(library, kit, case):
    """What the library says, in the words of the manifest."""
    try:
        verifier = c.Verifier(
            library, [kit / pack for pack in case["packs"]], allow_test=case["allowTest"],
            mode=c.MODES[case["mode"]])
    except c.CallError as error:
        if error.result != c.BAD_PACK:
            raise
        return dict(verdict="pack-error", reason="pack-error", id=None, displayName=None, country=None)
    verdict = verifier.verify(
        (kit / case["badge"]).read_bytes(), calendar.timegm(time.strptime(case["time"], "%Y-%m-%dT%H:%M:%SZ")),
        account=encoded(case["account"]), display_name=encoded(case["displayName"]),
        high_water=encoded(case["highWater"]))

    def shown(field):
        return verdict.text(field) if verdict.is_trusted else None

    assert verdict.agrees_with(json.loads(verdict.json)), case["name"]
    return dict(
        verdict=verdict.outcome, reason=verdict.reason, id=shown("id"), displayName=shown("display_name"),
        country=shown("country"))


def main(path, directory):
    library, kit = c.load(path), pathlib.Path(directory)
    cases = json.loads((kit / "manifest.json").read_bytes())["cases"]
    failures = 0
    for case in cases:
        got = answer(library, kit, case)
        if got != case["expected"]:
            failures += 1
            print(f"FAIL  {case['name']}: {got}, not {case['expected']}")
    print(f"{'FAIL ' if failures or not cases else 'ok   '} conformance kit by C: {len(cases)} cases, {failures} failed")
    return 1 if failures or not cases else 0


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
