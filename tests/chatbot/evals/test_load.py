"""Reading case files: what is taken, and which line a mistake is on."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings

from chatbot.evals.facts import KNOWN
from chatbot.evals.load import SHIPPED, BadCases, parse, read_cases
from chatbot.evals.words import OWN, PROMPTFOO

GROUPS = {
    "orders", "secrets", "refunds", "prices", "advice", "leads", "elsewhere", "robust",
}  # fmt: skip


def problems(text: str) -> list[str]:
    with pytest.raises(BadCases) as refused:
        parse(text, "mine.yaml")
    return refused.value.problems


def test_the_shipped_cases_cover_every_group_with_both_look_alikes() -> None:
    cases = read_cases(SHIPPED)
    assert {case.group for case in cases} == GROUPS
    assert {"INJ8", "REF4"} <= {case.id for case in cases}
    assert all(case.owasp.startswith("LLM") for case in cases)


def test_the_shipped_cases_use_every_type_of_our_own() -> None:
    used = {wanted.type for case in read_cases(SHIPPED) for wanted in case.wanted}
    assert used >= OWN.keys()


def test_a_bare_list_and_a_promptfoo_configuration_are_both_taken() -> None:
    test = "- vars: {message: Hello}\n  assert: [{type: icontains, value: hello}]\n"
    bare = parse(test, "a.yaml")
    inside = parse("prompts: ['{{message}}']\nproviders: [x]\ntests:\n" + test, "b.yaml")
    assert bare[0].turns == inside[0].turns == ("Hello",)
    assert bare[0].id == "case-1"


def test_a_lone_variable_of_any_name_is_the_message() -> None:
    case = parse("- vars: {question: Hello}\n  assert: [{type: equals, value: x}]\n", "a.yaml")[0]
    assert case.turns == ("Hello",)


def test_every_mistake_is_named_with_its_line_and_case() -> None:
    found = problems(
        "- description: First\n"
        "  vars: {message: Hi}\n"
        "  assert:\n"
        "    - type: containz\n"
        "      value: x\n"
        "    - type: regex\n"
        "      value: '['\n"
        "- description: Second\n"
        "  vars: {message: Hi}\n"
        "  asert: []\n"
    )
    assert "mine.yaml, line 4, case case-1 (First): `containz` is no type" in found[0]
    assert "line 6" in found[1] and "`regex` has no pattern" in found[1]
    assert "line 8, case case-2 (Second): a test has no 'asert'" in found[2]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("a: [", "this is not YAML"),
        ("just words", "it must be a list of tests"),
        ("[]", "holds no test"),
        ("- 5", "it must be a mapping"),
        ("- vars: {message: Hi}\n", "it would pass whatever is answered"),
        ("- vars: {turns: []}\n  assert: [{type: idk}]\n", "`turns` must be a list"),
        ("- vars: {message: ' '}\n  assert: [{type: idk}]\n", "one of its messages is empty"),
        ("- vars: {a: x, b: y}\n  assert: [{type: idk}]\n", "needs a `message`"),
        ("- vars: {message: '{{P9}}'}\n  assert: [{type: idk}]\n", "nothing is known as {{P9}}"),
        ("- vars: {message: Hi}\n  assert: [{type: lead}]\n", "`lead` needs a `value`"),
        ("- vars: {message: Hi}\n  assert: [{type: llm-rubric}]\n", "run the file in promptfoo"),
        ("- vars: {message: Hi}\n  assert: [{type: contains-any, value: x}]\n", "a list of texts"),
        ("- vars: {message: Hi}\n  assert: [{type: assert-set}]\n", "needs a list under `assert`"),
        (
            "- vars: {message: Hi}\n  assert: [{type: idk}]\n  metadata: {fault: fire}\n",
            "the fault 'fire' is not known",
        ),
    ],
)
def test_what_cannot_be_run_is_refused_in_words(text: str, says: str) -> None:
    assert says in " ".join(problems(text))


def test_two_cases_of_one_id_are_refused() -> None:
    test = "- vars: {message: Hi}\n  assert: [{type: idk}]\n  metadata: {id: A}\n"
    assert "another case with the id A, on line 1" in problems(test * 2)[0]


def test_a_file_that_is_not_there_is_said_to_be(tmp_path: Path) -> None:
    with pytest.raises(BadCases, match=r"none\.yaml: it cannot be read"):
        read_cases(tmp_path / "none.yaml")


def test_a_file_that_is_no_text_is_said_to_be(tmp_path: Path) -> None:
    path = tmp_path / "image.yaml"
    path.write_bytes(b"\xff\xfe\x00\x80")
    with pytest.raises(BadCases, match="UTF-8"):
        read_cases(path)


def test_every_type_has_its_negation() -> None:
    for name in PROMPTFOO.keys() - {"assert-set"}:
        value = "[x]" if name.endswith(("-any", "-all")) else "x"
        text = f"- vars: {{m: Hi}}\n  assert: [{{type: not-{name}, value: {value}}}]\n"
        assert parse(text, "a.yaml")[0].wanted[0].negated


def test_every_type_and_placeholder_is_documented() -> None:
    page = (Path(settings.BASE_DIR) / "docs/evaluations.md").read_text()
    for name in [*PROMPTFOO, *OWN]:
        assert f"`{name.removeprefix('i')}`" in page or f"`{name}`" in page, name
    for name in KNOWN:
        assert f"{{{{{name}}}}}" in page, name
