"""What is dropped from a plain text, and, more important, what is not."""

import pytest

from kg.read.furniture import find_furniture, merge_spans
from kg.read.phrases import LINE_RULES, MENU_WORDS
from kg.records import Article

PARAGRAPH = (
    "Norway said on Monday that it would back Malta for the empty seat, although some of its "
    "partners in the north had asked it to wait for a second candidate."
)


def dropped(text: str) -> list[str]:
    return [text[start:end] for start, end in find_furniture(text)]


def page(*lines: str) -> str:
    return "\n\n".join((*lines, PARAGRAPH))


@pytest.mark.parametrize("rule", LINE_RULES, ids=lambda rule: rule.name)
def test_example_of_every_rule_is_dropped_as_a_whole_line(rule) -> None:  # type: ignore[no-untyped-def]
    assert dropped(page(rule.example, "Norway backs Malta")) == [rule.example]


@pytest.mark.parametrize(
    "line",
    [
        "1. Skip to content",
        "Skip to the main navigation",
        "Home | News | Politics | Business | Sport | Live TV",
        "Live TV | Latest audio | Search",
        "Home > World > Europe",
        "SCIENCE | LATIN AMERICA",
        "Share    Facebook    X    Copy link",
        "More on this story | Share | Print",
        "ADVERTISEMENT",
        "POLITICS",
        "June 20, 2024",
        "Thursday, June 20, 2024 10:15 GMT",
        "• Point 4 goes here",
        "Key points",
        "By our fisheries reporter",
        "© Harbour Post 2024",
        "We use cookies to make our site better.",
        "Sign up for our morning briefing",
        "5 min read",
        "Follow us on Facebook and X",
        "(automatically translated from Danish)",
        "This article was created using automated tools and was checked by an editor",
        "Editor's note: The interview was shortened.",
        "Getty Images",
        "Photo: Ada Berg/EPA",
        "EPA/Ada Berg",
    ],
)
def test_furniture_line_is_dropped(line: str) -> None:
    assert dropped(page(line)) == [line]


@pytest.mark.parametrize(
    "line", ["kl/rm (AFP, dpa)", "rc/rt (dpa, AFP)", "OPA/kd", "Send us your feedback", "READ MORE"]
)
def test_furniture_line_at_the_foot_is_dropped(line: str) -> None:
    assert dropped(f"{PARAGRAPH}\n\n{line}\n") == [line]


@pytest.mark.parametrize(
    "line",
    [
        "Norway backs Malta",
        "Who voted against it?",
        "What Oslo said",
        "NATO wants to steer aid for Ukraine",
        "WHO BACKS WHOM IN PORT SANDAL",
        "• Greece and Japan have protested; China has not",
        "- The monks prefer the dean.",
        "1. Norway backs Malta",
        "20:30 The minister thanks the Greens.",
        "(MENAFN) Norway backed Malta on Monday.",
        "VIENTIANE (Agency) - The ministers met.",
        "Contact: Ada Berg, press officer, Malta Friends",
        "By backing Malta, Norway surprised its neighbours.",
        "By Monday, Norway had changed its mind",
        "Share prices fell in Oslo.",
        "Copyright law divides Norway and Malta.",
        "Comments by the minister angered Malta.",
        "Correction of the budget was rejected by Norway.",
        "Read my lips, the minister told Malta.",
        "Listen to Malta, Norway urged.",
        "Subscribers of the paper back the minister.",
        "Sign up to the pact, Norway urged Malta.",
        "Photos of the minister angered Malta.",
        "Getty Images sued the ministry.",
        "Reuters said that Norway would back Malta.",
        "The AP praised the minister",
        "Follow Norway, the minister told Malta.",
        "The prime minister accused Reuters (AP)",
        "Advertisement bans were rejected by Norway.",
        "The point goes here to Norway.",
        "In brief, Norway rejected Malta.",
        "Oslo - Valletta | Norway's answer",
        "June 20, 2024 was the day when Norway backed Malta.",
        "Topics of the talks were fish and gas",
        "Home rule is rejected by Norway",
        "Back Malta, the minister said",
    ],
)
def test_text_is_not_dropped(line: str) -> None:
    assert dropped(page(line)) == []
    assert dropped(f"{PARAGRAPH}\n\n{line}\n\n{PARAGRAPH}") == []
    assert dropped(line) == []


def test_only_the_prefix_of_a_dated_first_line_is_dropped() -> None:
    assert dropped(f" date 2024-06-20 {PARAGRAPH}") == [" date 2024-06-20 "]


def test_date_line_below_the_head_stays_text() -> None:
    assert dropped(f"{PARAGRAPH}\n\nJune 20, 2024\n\n{PARAGRAPH}") == []


def test_section_word_below_the_head_stays_text() -> None:
    assert dropped(f"{PARAGRAPH}\n\nEUROPE\n\n{PARAGRAPH}") == []


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("ANALYSIS | Why Norway backs Malta", ["ANALYSIS | "]),
        ("The Harbour Post | Opinion | Editorial", [" | Opinion | Editorial"]),
        ("(automatic translation) Norway backs Malta", ["(automatic translation) "]),
        ("CBN | World | Politics | Malta | Sign in", [" | World | Politics | Malta | Sign in"]),
    ],
)
def test_masthead_and_headline_survive_beside_menu_words(line: str, expected: list[str]) -> None:
    assert dropped(page(line)) == expected


def test_caption_keeps_its_words_and_loses_its_credit() -> None:
    text = page("Ada Berg\nAda Berg had won the support of MaltaImage: Jo Quill/NORDPRESS")
    assert dropped(text) == ["Ada Berg", "Image: Jo Quill/NORDPRESS"]
    assert "support of Malta" in Article(id="a", text=text, furniture=find_furniture(text)).body


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Photo: Berg arrives in Oslo on Thursday. Credit: Pool", ["Photo: ", "Credit: Pool"]),
        (
            "Berg leaves the hall after the vote. Photo: Channel Nine / Jo Quill",
            ["Photo: Channel Nine / Jo Quill"],
        ),
        (
            "[Caption: Ships off Malta. Photo: Jo Quill/Channel Six]",
            ["[Caption: ", "Photo: Jo Quill/Channel Six]"],
        ),
        ("Image caption: Norway's envoy, Ada Berg, in Valletta on Monday", ["Image caption: "]),
        ("Berg in Valletta on Monday (AP Photo/Jo Quill)", ["(AP Photo/Jo Quill)"]),
        (
            "Berg in Valletta on Monday. (Photo by Jo Quill/Getty Images)",
            ["(Photo by Jo Quill/Getty Images)"],
        ),
    ],
)
def test_label_and_credit_of_a_caption(line: str, expected: list[str]) -> None:
    assert dropped(page(line)) == expected


def test_links_under_read_more_are_dropped_up_to_the_blank_line() -> None:
    text = (
        f"{PARAGRAPH}\n\nREAD MORE\nWhy the hall has 90 seats\nHeatwave: what to expect\n\nNorway backs Malta"
    )
    assert dropped(text) == ["READ MORE", "Why the hall has 90 seats", "Heatwave: what to expect"]


def test_sentence_under_read_more_stays_text() -> None:
    assert dropped(f"{PARAGRAPH}\n\nREAD MORE\nNorway backs Malta.") == ["READ MORE"]


def test_correction_note_is_dropped() -> None:
    note = "Correction: An earlier version of this story said that Norway opposed Malta. We regret the error."
    assert dropped(f"{PARAGRAPH}\n\n{note}") == [note]


def test_spans_are_sorted_disjoint_and_within_the_text() -> None:
    text = page("1. Skip to content", "Home | News | Harbour | Sport", "POLITICS", "June 20, 2024")
    spans = find_furniture(text)
    flat = [offset for span in spans for offset in span]
    assert flat == sorted(flat) and len(set(flat)) == len(flat) and flat[-1] <= len(text)


def test_offsets_count_code_points() -> None:
    text = "𝔑orway 🇳🇴 backs Malta\n\nREAD MORE: Fish"
    assert dropped(text) == ["READ MORE: Fish"]


@pytest.mark.parametrize("text", ["", "\n\n", " ", "\r\n \r\n", "|", "•", "> ", "()", "[Photo:"])
def test_odd_texts_do_no_harm(text: str) -> None:
    find_furniture(text)


def test_carriage_returns_of_rows_are_no_obstacle() -> None:
    assert dropped(f"Skip to content\r\n\r\n{PARAGRAPH}") == ["Skip to content"]


def test_long_line_takes_no_long_time() -> None:
    find_furniture(
        "Image " * 20_000 + "\n" + "a/" * 20_000 + "\n" + "By A " * 10_000 + "\n" + " " * 50_000 + "x"
    )


def test_merge_spans() -> None:
    assert merge_spans([(5, 7), (0, 2), (2, 4), (6, 6)]) == ((0, 4), (5, 7))


def test_menu_words_are_folded() -> None:
    assert all(word == word.casefold().strip() and word for word in MENU_WORDS)
