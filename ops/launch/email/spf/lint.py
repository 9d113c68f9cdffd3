"""Walks the whole tree of a domain's SPF records and counts what the unluckiest sender meets.

Bounded against hostile zones: loops end where they close, a record met twice is walked once, and
depth, terms and questions have caps that no record within the limits of RFC 7208 comes near.
"""

from __future__ import annotations

from collections.abc import Iterable

from ops.launch.email.spf.evaluate import Limits
from ops.launch.email.spf.macros import Piece, as_name, askable, expand, letters
from ops.launch.email.spf.misspelt import SyntaxFault, shown
from ops.launch.email.spf.selection import select
from ops.launch.email.spf.terms import Mechanism, Modifier, Record, parse
from ops.launch.email.spf.tree import Certainty, Node, Problem, SpfTree, Step, least_of
from ops.launch.network.resolver import Answer, Lookup, Outcome

#: Records below one another, questions to DNS, and problems we keep.
DEPTH, QUERIES, PROBLEMS = 14, 300, 60


def lint(domain: str, lookup: Lookup, *, limits: Limits | None = None) -> SpfTree:
    """The tree of a domain's SPF records; never raises for what DNS says."""
    walk = _Walk(lookup, limits or Limits())
    name = domain.lower().rstrip(".")
    root = walk.node(name, "", ())
    walk.judge_counts(root)
    problems = tuple(p for p in walk.problems if p.certainty is not Certainty.REMARK)
    return SpfTree(
        domain=name,
        root=root,
        problems=problems,
        remarks=tuple(p for p in walk.problems if p.certainty is Certainty.REMARK),
        includes=tuple(walk.includes),
        loops=tuple(walk.loops),
        queries=walk.queries,
        truncated=walk.truncated,
        limits=walk.limits,
    )


class _Walk:
    def __init__(self, lookup: Lookup, limits: Limits) -> None:
        self.lookup, self.limits = lookup, limits
        self.problems: list[Problem] = []
        self.includes: dict[str, None] = {}
        self.loops: dict[str, None] = {}
        self.known: dict[str, Node] = {}
        self.answers: dict[tuple[str, str], Answer] = {}
        self.queries = 0
        self.truncated = False

    def ask(self, name: str, type: str) -> Answer:
        """Each question once; past the cap nothing is asked any more."""
        key = (name.lower(), type)
        if key not in self.answers:
            if self.queries >= QUERIES:
                self.truncated = True
                return Answer(name, type, Outcome.TIMEOUT)
            self.queries += 1
            self.answers[key] = self.lookup(name, type)
        return self.answers[key]

    def note(
        self, kind: str, certainty: Certainty, domain: str, words: str, *,
        term: str = "", target: str = "", fault: SyntaxFault | None = None,
    ) -> None:  # fmt: skip
        if len(self.problems) < PROBLEMS:
            self.problems.append(
                Problem(kind=kind, certainty=certainty, domain=shown(domain), words=words,
                        term=shown(term), target=shown(target), fault=fault)
            )  # fmt: skip

    def node(self, domain: str, term: str, above: tuple[str, ...]) -> Node:
        """The record of one domain and everything below it."""
        if domain in self.known:
            return self.known[domain]
        answer = self.ask(domain, "TXT") if askable(domain) else None
        if answer is None:
            node = Node(domain=domain, outcome=Outcome.NXDOMAIN)
            self._no_record(node, term, above)
        else:
            node = self._node(domain, answer, term, above)
        self.known[domain] = node
        return node

    def _node(self, domain: str, answer: Answer, term: str, above: tuple[str, ...]) -> Node:
        chosen = select(answer.values)
        bare = Node(domain=domain, outcome=answer.outcome, texts=chosen.records, near=chosen.near)
        if answer.failed:
            words = f"the record of {shown(domain)} could not be read: {answer.words}"
            self.note("lookup", Certainty.TEMPORARY, above[-1] if above else domain, words,
                      term=term, target=domain)  # fmt: skip
            return bare
        if not chosen.records:
            self._no_record(bare, term, above)
            return bare
        if len(chosen.records) > 1:
            words = f"{shown(domain)} has {len(chosen.records)} SPF records; one is allowed"
            self.note("several", Certainty.PERMANENT, domain, words, term=term, target=domain)
            return bare
        record = parse(chosen.records[0])
        self._syntax(record, domain)
        steps = self._steps(record, domain, (*above, domain))
        return Node(
            domain=domain,
            outcome=answer.outcome,
            texts=chosen.records,
            near=chosen.near,
            record=record,
            steps=steps,
            own=sum(step.own for step in steps),
            total=sum(step.total for step in steps),
            voids4=sum(s.voids4 + (s.child.voids4 if s.child else 0) for s in steps),
            voids6=sum(s.voids6 + (s.child.voids6 if s.child else 0) for s in steps),
            least=least_of(steps) if record.ok else None,
        )

    def _no_record(self, node: Node, term: str, above: tuple[str, ...]) -> None:
        if not above:
            return
        why = "does not exist" if node.outcome is Outcome.NXDOMAIN else "has no SPF record"
        self.note("no_record", Certainty.PERMANENT, above[-1], f"{shown(node.domain)} {why}",
                  term=term, target=node.domain)  # fmt: skip

    def _syntax(self, record: Record, domain: str) -> None:
        for fault in record.faults:
            self.note("syntax", Certainty.PERMANENT, domain, fault.reason, term=fault.piece,
                      fault=fault)  # fmt: skip
        for fault in record.remarks:
            self.note("misspelt", Certainty.REMARK, domain, fault.reason, term=fault.piece,
                      fault=fault)  # fmt: skip
        for term in record.mechanisms[len(record.reached) :]:
            words = f"{shown(term.raw)} stands after 'all' and is never looked at"
            self.note("after_all", Certainty.REMARK, domain, words, term=term.raw)
        if record.all and record.redirect:
            words = "redirect= has no effect beside 'all'"
            self.note("redirect_void", Certainty.REMARK, domain, words, term=record.redirect.raw)
        for raw in _repeated(record.reached):
            self.note("repeated", Certainty.REMARK, domain, f"{shown(raw)} stands twice", term=raw)

    def _steps(self, record: Record, domain: str, above: tuple[str, ...]) -> tuple[Step, ...]:
        steps = [self._step(term, domain, above) for term in record.reached]
        if record.next_record:
            modifier = record.next_record
            steps.append(self._lead(modifier.raw, "redirect", "+", modifier, domain, above))
        return tuple(steps)

    def _step(self, term: Mechanism, domain: str, above: tuple[str, ...]) -> Step:
        if term.kind == "include":
            return self._lead(term.raw, "include", term.qualifier, term, domain, above)
        if not term.counts:
            return Step(raw=term.raw, kind=term.kind, qualifier=term.qualifier, mechanism=term)
        if term.kind == "ptr":
            words = "ptr is slow and unreliable, and many receivers ignore it"
            self.note("ptr", Certainty.REMARK, domain, words, term=term.raw)
        target = static(term.pieces, domain) if term.pieces else domain
        voids, note = (0, 0, False), ""
        if target is None:
            note = "depends on the sender"
        elif not askable(target):
            words = f"{shown(target)} can be no name in DNS"
            self.note("bad_name", Certainty.REMARK, domain, words, term=term.raw, target=target)
            note = "no such name"
        elif term.kind != "ptr":
            voids = self._voids(term, target, domain)
            note = "nothing there" if voids[2] else ""
        return Step(
            raw=term.raw, kind=term.kind, qualifier=term.qualifier, target=target or "", own=1,
            voids4=voids[0], voids6=voids[1], empty=voids[2], note=note, mechanism=term,
        )  # fmt: skip

    def _lead(
        self, raw: str, kind: str, qualifier: str, term: Mechanism | Modifier, domain: str,
        above: tuple[str, ...],
    ) -> Step:  # fmt: skip
        """An include or redirect, and the record it leads to."""
        target = static(term.pieces, domain)
        child, note, again = None, "", False
        if target is None:
            words = f"{shown(raw)} depends on the sender, so its lookups cannot be counted"
            self.note("macro", Certainty.UNCOUNTABLE, domain, words, term=raw)
            note = "depends on the sender"
        elif target in above:
            words = f"{shown(raw)} leads back to {shown(target)}: the records go round in a circle"
            self.note("loop", Certainty.PERMANENT, domain, words, term=raw, target=target)
            self.loops[target] = None
            note = "leads back: a circle"
        elif len(above) >= DEPTH or self.queries >= QUERIES:
            self.truncated = True
            note = "not followed further"
        else:
            again = target in self.known
            self.includes[target] = None
            child = self.node(target, raw, above)
            if again and child.total:
                words = f"{shown(target)} is asked for a second time, at {child.total} lookups more"
                self.note("again", Certainty.REMARK, domain, words, term=raw, target=target)
        return Step(raw=raw, kind=kind, qualifier=qualifier, target=target or "", own=1,
                    child=child, again=again, note=note,
                    mechanism=term if isinstance(term, Mechanism) else None)  # fmt: skip

    def _voids(self, term: Mechanism, target: str, domain: str) -> tuple[int, int, bool]:
        """Empty answers that an IPv4 and an IPv6 sender meet, and whether nobody can match."""
        if term.kind == "exists":
            answer = self.ask(target, "A")
            self._failed(answer, domain, term)
            return int(answer.missing), int(answer.missing), answer.missing
        if term.kind == "a":
            return self._addresses([target], domain, term)
        answer = self.ask(target, "MX")
        self._failed(answer, domain, term)
        hosts = [value.partition(" ")[2] for value in answer.values]
        if len(hosts) > self.limits.mx:
            words = f"{shown(target)} has {len(hosts)} MX records; SPF allows {self.limits.mx}"
            self.note("mx_many", Certainty.PERMANENT, domain, words, term=term.raw, target=target)
            return 0, 0, False
        if answer.missing:
            return 1, 1, True
        return self._addresses([h for h in hosts if askable(h) and h != "."], domain, term)

    def _addresses(
        self, hosts: Iterable[str], domain: str, term: Mechanism
    ) -> tuple[int, int, bool]:
        missing, empty = [0, 0], True
        for host in hosts:
            four, six = self.ask(host, "A"), self.ask(host, "AAAA")
            if not four.ok and not (four.missing and six.ok):
                self._failed(four, domain, term)
            if four.missing and six.failed:
                self._failed(six, domain, term)
            if four.missing and six.missing:
                words = f"{shown(host)} has no address, so {shown(term.raw)} lets nobody send"
                self.note("void", Certainty.REMARK, domain, words, term=term.raw, target=host)
            missing[0] += four.missing
            missing[1] += six.missing
            empty = empty and four.missing and six.missing
        return missing[0], missing[1], empty

    def _failed(self, answer: Answer, domain: str, term: Mechanism) -> None:
        if answer.failed:
            words = f"{shown(answer.name)} ({answer.type}): {answer.words}"
            self.note("lookup", Certainty.TEMPORARY, domain, words, term=term.raw,
                      target=answer.name)  # fmt: skip

    def judge_counts(self, root: Node) -> None:
        """Too many lookups, or too many that find nothing."""
        limits = self.limits
        early = root.least is not None and root.least <= limits.lookups
        certainty = Certainty.SOME if early else Certainty.PERMANENT
        if root.total > limits.lookups:
            words = f"{min(root.total, 1000)} DNS lookups are needed; {limits.lookups} are allowed"
            self.note("lookups", certainty, root.domain, words)
        if root.voids4 > limits.voids:
            words = f"{root.voids4} lookups find nothing; {limits.voids} are allowed"
            self.note("voids", certainty, root.domain, words)
        elif root.voids6 > limits.voids:
            words = f"{root.voids6} lookups find nothing for a server that sends over IPv6"
            self.note("voids_ipv6", Certainty.REMARK, root.domain, words)


def static(found: tuple[Piece, ...], domain: str) -> str | None:
    """The name a term leads to where it does not depend on the sender: only %{d} can be told."""
    if letters(found) - {"d"}:
        return None
    return as_name(expand(found, lambda _: domain)).lower()


def _repeated(terms: Iterable[Mechanism]) -> list[str]:
    seen: set[str] = set()
    twice = []
    for term in terms:
        key = term.raw.lower().lstrip("+")
        if key in seen:
            twice.append(term.raw)
        seen.add(key)
    return twice
