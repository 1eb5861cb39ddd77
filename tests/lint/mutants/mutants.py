#!/usr/bin/env python3
"""Does a test fail when a branch is wrong? Inverts one condition of a protocol folder at a time, compiles that one file
beside the build, links the folder's unit tests with it and runs them: they must fail. Nothing in the tree is changed.

mutants.py --build DIR --sample 10       ten by chance of those that are known to be noticed (killed.txt); 0 if all are
mutants.py --build DIR --survey FOLDER   every condition of engine/FOLDER; rewrites its part of killed.txt and names the
                                         conditions that no test notices. Those that make no difference stand, with the
                                         reason, in equivalent.txt."""

import argparse
import json
import os
import random
import re
import shlex
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
TOP = HERE.parents[2]
KILLED = HERE / "killed.txt"
EQUIVALENT = HERE / "equivalent.txt"
FOLDERS = ["url", "http", "http1"]
PATIENCE = 20  # seconds a mutant may run: one that loops for ever is noticed too


@dataclass(frozen=True, order=True)
class Mutant:
    """The nth condition with this text in a file; the text instead of a line number, so that edits elsewhere do not
    matter."""
    file: str
    condition: str
    nth: int

    @staticmethod
    def read(line):
        file, nth, condition = line.rstrip("\n").split("\t")[:3]
        return Mutant(file, condition, int(nth))

    def written(self):
        return f"{self.file}\t{self.nth}\t{self.condition}"


def closing(text, start):
    """Where the parenthesis that opens at `start` closes; strings and character literals are stepped over."""
    depth = 0
    i = start
    while i < len(text):
        c = text[i]
        if c in "\"'":
            i += 1
            while text[i] != c:
                i += 2 if text[i] == "\\" else 1
        elif c == "(":
            depth += 1
        elif c == ")":
            depth -= 1
            if depth == 0:
                return i
        i += 1
    raise ValueError("no closing parenthesis")


def conditions(text):
    """(begin, end) of what stands between the parentheses of each if and while. One that declares a variable is inverted
    in its last part, after the semicolon; without one it is left alone."""
    for found in re.finditer(r"\b(?:if|while) \(", text):
        begin = found.end()
        end = closing(text, begin - 1)
        inside = text[begin:end]
        depth = 0
        last = None
        for i, c in enumerate(inside):
            depth += (c in "([{") - (c in ")]}")
            if c == ";" and depth == 0:
                last = i + 1
        if last is not None:
            begin += last
        elif re.match(r"(?:const )?auto\b|\w[\w:<>*& ]* \w+ = ", inside):
            continue
        yield begin, end


def mutants_of(path):
    text = (TOP / path).read_text()
    seen = {}
    for begin, end in conditions(text):
        condition = " ".join(text[begin:end].split())
        nth = seen.get(condition, 0)
        seen[condition] = nth + 1
        yield Mutant(path, condition, nth), text[:begin] + " !(" + text[begin:end] + ")" + text[end:]


def mutated(mutant):
    for other, text in mutants_of(mutant.file):
        if other == mutant:
            return text
    return None


class Bench:
    def __init__(self, build):
        self.build = Path(build).resolve()
        entries = json.loads((self.build / "compile_commands.json").read_text())
        self.commands = {os.path.relpath(e["file"], TOP): e for e in entries}

    def link_command(self, runner):
        out = subprocess.run(["ninja", "-C", str(self.build), "-t", "commands", runner], check=True, capture_output=True,
                             text=True).stdout
        return out.strip().splitlines()[-1]

    def verdict(self, mutant, text):
        """'killed', 'survived', or 'refused' if it does not compile."""
        folder = Path(mutant.file).parts[1]
        runner = f"bin/unit_{folder}"
        with tempfile.TemporaryDirectory(prefix="mutant-") as work:
            source = Path(work) / Path(mutant.file).name
            source.write_text(text)
            compiled = Path(work) / "mutant.o"
            entry = self.commands[mutant.file]
            command = shlex.split(entry["command"])
            command[command.index("-o") + 1] = str(compiled)
            command[-1] = str(source)
            if subprocess.run(command, cwd=entry["directory"], capture_output=True, check=False).returncode != 0:
                return "refused"
            # An object on the command line comes before the library's member of the same name.
            program = Path(work) / "tests"
            link = self.link_command(runner).replace(f"-o {runner} ", f"{compiled} -o {program} ")
            subprocess.run(link, shell=True, cwd=self.build, check=True, capture_output=True)
            try:
                ran = subprocess.run([str(program), "-silent"], cwd=self.build, capture_output=True, timeout=PATIENCE,
                                     check=False, env={**os.environ, "QTEST_DISABLE_STACK_DUMP": "1"})
            except subprocess.TimeoutExpired:
                return "killed"
            return "survived" if ran.returncode == 0 else "killed"


def read_list(path):
    return [Mutant.read(line) for line in path.read_text().splitlines() if line and not line.startswith("#")]


def sample(bench, count, seed):
    known = read_list(KILLED)
    chosen = random.Random(seed).sample(known, min(count, len(known)))
    print(f"seed {seed}: {len(chosen)} of {len(known)}")
    bad = 0
    for mutant in chosen:
        text = mutated(mutant)
        verdict = "gone" if text is None else bench.verdict(mutant, text)
        bad += verdict == "survived"
        print(f"{verdict:9} {mutant.file}: {mutant.condition}")
    return bad


def survey(bench, folder):
    equivalent = set(read_list(EQUIVALENT)) if EQUIVALENT.exists() else set()
    known = [m for m in (read_list(KILLED) if KILLED.exists() else []) if Path(m.file).parts[1] != folder]
    survivors = 0
    for path in sorted((TOP / "engine" / folder).glob("*.cpp")):
        name = str(path.relative_to(TOP))
        for mutant, text in mutants_of(name):
            if mutant in equivalent or name not in bench.commands:
                continue
            verdict = bench.verdict(mutant, text)
            if verdict == "killed":
                known.append(mutant)
            elif verdict == "survived":
                survivors += 1
                print(f"survived  {mutant.written()}", flush=True)
    KILLED.write_text("# file, number among equal conditions, condition: inverted, a unit test fails. Made by mutants.py "
                      "--survey.\n" + "".join(m.written() + "\n" for m in sorted(known)))
    print(f"{folder}: {sum(Path(m.file).parts[1] == folder for m in known)} noticed, {survivors} not")
    return survivors


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", required=True)
    parser.add_argument("--sample", type=int, default=10)
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--survey", choices=FOLDERS)
    wanted = parser.parse_args()
    bench = Bench(wanted.build)
    if wanted.survey:
        return 1 if survey(bench, wanted.survey) else 0
    seed = wanted.seed if wanted.seed is not None else random.SystemRandom().randrange(1 << 31)
    return 1 if sample(bench, wanted.sample, seed) else 0


if __name__ == "__main__":
    sys.exit(main())
