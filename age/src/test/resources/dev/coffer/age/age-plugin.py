#!/usr/bin/python3 -I
"""A plugin for the tests, and the other end of the protocol written apart from ours.

It is installed as age-plugin-NAME, and NAME says how it behaves: see the table at the end. Its keys hold 16 bytes. A
file key is wrapped by XOR with a pad, and a code tells whether a stanza was made with the same key:

    -> NAME <nonce> <code>
    <the file key XOR the pad>
"""
import base64
import hashlib
import hmac
import os
import subprocess
import sys
import time

NAME = os.path.basename(sys.argv[0]).removeprefix("age-plugin-")
MACHINE = sys.argv[1].removeprefix("--age-plugin=") if len(sys.argv) == 2 else ""
ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"


# Stanzas


def encode(data):
    return base64.b64encode(data).decode().rstrip("=")


def decode(text):
    return base64.b64decode(text + "=" * (-len(text) % 4), validate=True)


def send(kind, *words, body=b""):
    text = encode(body)
    lines = [text[i : i + 64] for i in range(0, len(text) + 1, 64)]
    raw(" ".join(["->", kind, *words]) + "\n" + "\n".join(lines) + "\n")


def raw(text):
    sys.stdout.write(text)
    sys.stdout.flush()


def read():
    line = sys.stdin.readline()
    if not line.startswith("-> "):
        sys.exit("the client sent no stanza: %r" % line)
    words = line[3:].rstrip("\n").split(" ")
    text = ""
    while True:
        line = sys.stdin.readline().rstrip("\n")
        text += line
        if len(line) < 64:
            return words[0], words[1:], decode(text)


def ask(kind, *words, body=b""):
    send(kind, *words, body=body)
    return read()


def tell(kind, *words, body=b""):
    answer = ask(kind, *words, body=body)
    if answer != ("ok", [], b""):
        sys.exit("the client answered %s with %r" % (kind, answer))


# Keys


def key_of(text):
    """The data of a Bech32 text; its checksum was checked by the client."""
    bits = "".join(format(ALPHABET.index(c), "05b") for c in text.lower().rpartition("1")[2][:-6])
    return bytes(int(bits[i : i + 8], 2) for i in range(0, len(bits) // 8 * 8, 8))


def pad(key, nonce, secret):
    return hmac.digest(key, b"pad" + nonce + secret, "sha256")[:16]


def code(key, nonce, secret):
    return hmac.digest(key, b"code" + nonce + secret, "sha256")[:8]


def xor(some, others):
    return bytes(a ^ b for a, b in zip(some, others))


# The two state machines


def phase_1():
    keys, file_keys, stanzas, extensions = [], [], [], []
    while True:
        kind, words, body = read()
        if kind in ("add-recipient", "add-identity"):
            keys.append(key_of(words[0]))
        elif kind == "wrap-file-key":
            file_keys.append(body)
        elif kind == "recipient-stanza":
            stanzas.append((words[0], words[1], words[2:], body))
        elif kind.startswith("extension-"):
            extensions.append(kind)
        elif kind == "done":
            return keys, file_keys, stanzas, extensions


def wrap(keys, file_keys, secret=b"", index="0", times=1):
    for key in keys * times:
        for file_key in file_keys:
            nonce = os.urandom(16)
            body = xor(file_key, pad(key, nonce, secret))
            tell("recipient-stanza", index, NAME, encode(nonce), encode(code(key, nonce, secret)), body=body)


def unwrap(keys, stanzas, secret=b"", index="0", length=16, times=1):
    for key in keys:
        for _, kind, words, body in stanzas:
            if kind != NAME:
                continue
            nonce = decode(words[0])
            if hmac.compare_digest(decode(words[1]), code(key, nonce, secret)):
                for _ in range(times):
                    tell("file-key", index, body=xor(body, pad(key, nonce, secret))[:length])
                return


def work(before=lambda: b"", labels=None, status=0, after=lambda: None, **more):
    """What a plugin does that keeps to the protocol, with deviations."""
    keys, file_keys, stanzas, extensions = phase_1()
    secret = before() or b""
    if MACHINE == "recipient-v1":
        if labels is not None and "extension-labels" in extensions:
            tell("labels", *labels())
        wrap(keys, file_keys, secret, **{k: v for k, v in more.items() if k in ("index", "times")})
    elif MACHINE == "identity-v1":
        unwrap(keys, stanzas, secret, **more)
    else:
        sys.exit("unknown state machine")
    send("done")
    after()
    sys.exit(status)


# Behaviours


def grease():
    for i in range(5):
        answer = ask("grease-%d" % i, *["word"] * i, body=os.urandom(i * 24))
        if answer != ("unsupported", [], b""):
            sys.exit("the client answered grease with %r" % (answer,))


def interview():
    """The answers, all of which are needed to open a stanza."""
    tell("msg", body="touch \u2026 the key\n".encode())
    public = ask("request-public", body=b"which slot?")
    secret = ask("request-secret", body=b"PIN, please")
    choice = ask("confirm", encode(b"go on"), encode(b"stop"), body=b"really?")
    only = ask("confirm", encode(b"enter"), body=b"ready?")
    for kind, _, _ in (public, secret, choice, only):
        if kind != "ok":
            tell("error", "internal", body=b"nothing can be done without answers")
            send("done")
            sys.exit(0)
    return b"|".join([public[2], secret[2], choice[1][0].encode(), only[1][0].encode()])


def complain(*words):
    phase_1()
    tell("error", *words, body=b"no such \x1b[31mkey\nis known \xe2\x80\xae here")
    tell("error", "internal", body=b"and more")
    send("done")


def crash():
    sys.stderr.write("panic: \x1b[2J" + "x" * 100_000)
    sys.exit(3)


def late_crash():
    phase_1()
    tell("msg", body=b"so far so good")
    sys.stdout.write("-> recipient-stanza 0 half\nAAAA")
    sys.stdout.flush()
    os.abort()


def silence():
    """With a child that holds all pipes, and whose number is told."""
    phase_1()
    tell("msg", body=b"%d" % subprocess.Popen(["/bin/sleep", "600"]).pid)
    time.sleep(600)


def slow():
    time.sleep(5.5)


def drip():
    phase_1()
    while True:
        raw("-")
        time.sleep(0.02)


def agent():
    """Leaves a child behind that holds the pipes, as a plugin does that starts an agent."""
    subprocess.Popen(["/bin/sleep", "3"], start_new_session=True)
    work()


def noise():
    """A message, then much that is none."""
    phase_1()
    tell("msg", body=b"hello")
    raw("Traceback (most recent call last):\n")
    time.sleep(600)


def flood():
    phase_1()
    while True:
        raw("-> msg\n\n" * 100)


def long_line():
    phase_1()
    raw("-> recipient-stanza 0 " + "x" * 10_000_000)


def chatter():
    """More complaints than a pipe holds, and yet it works."""
    sys.stderr.write("debug: all is well\n" * 50_000)
    sys.stderr.flush()
    work()


BEHAVIOURS = {
    "xor": work,
    "a.b-c_d+e1f": work,
    "two": lambda: work(times=2 if MACHINE == "recipient-v1" else 1),
    "greasy": lambda: work(before=grease),
    "asking": lambda: work(before=interview),
    "apart": lambda: work(labels=lambda: ["b", "a"]),
    "together": lambda: work(labels=lambda: ["a", "b"]),
    "alone": lambda: work(labels=lambda: [os.urandom(8).hex()]),
    "quantum": lambda: work(labels=lambda: ["postquantum"]),
    "samelabel": lambda: work(labels=lambda: ["a", "a"]),
    "twolabels": lambda: work(before=lambda: tell("labels", "a") and b"", labels=lambda: ["a"]),
    "badrecipient": lambda: complain("recipient", "0"),
    "badidentity": lambda: complain("identity", "0"),
    "badstanza": lambda: complain("stanza", "0", "0"),
    "internal": lambda: complain("internal"),
    "touchy": lambda: (phase_1(), ask("request-secret", body=b"PIN?")[0] == "ok" or sys.exit(2)),
    "mute": lambda: (phase_1(), tell("error", "internal"), send("done")),
    "nothing": lambda: (phase_1(), send("done")),
    "status": lambda: work(status=4),
    "wrongindex": lambda: work(index="1"),
    "shortkey": lambda: work(length=15),
    "twokeys": lambda: work(times=2),
    "badconfirm": lambda: (phase_1(), ask("confirm", "?", body=b"yes?")),
    "crash": crash,
    "latecrash": late_crash,
    "lingering": lambda: work(after=lambda: time.sleep(600)),
    "slow": lambda: work(before=slow),
    "silent": silence,
    "drip": drip,
    "deaf": lambda: time.sleep(600),
    "agent": agent,
    "noise": noise,
    "flood": flood,
    "longline": long_line,
    "chatter": chatter,
}

BEHAVIOURS[NAME]()
