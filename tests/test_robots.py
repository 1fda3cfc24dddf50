"""robots.txt, as a table of our own: RFC 9309, and what Google documents where the RFC leaves it open."""

from __future__ import annotations

import time

import pytest

from kg.errors import LaterError
from kg.fetch import robots
from kg.fetch.web import Answer

# (what it is about, the file, agent, paths it may fetch, paths it may not)
CASES: list[tuple[str, bytes, str, str, str]] = [
    ("nothing said", b"", "kg", "/ /a /a?b", ""),
    ("an empty rule forbids nothing", b"User-agent: *\nDisallow:\n", "kg", "/ /a", ""),
    ("all", b"User-agent: *\nDisallow: /\n", "kg", "/robots.txt", "/ /a /a?b"),
    ("a beginning of the path", b"User-agent: *\nDisallow: /fish\n", "kg", "/Fish /catfish /", "/fish /fish.html /fishy/a /fish?a"),
    ("a folder", b"User-agent: *\nDisallow: /fish/\n", "kg", "/fish /fish.html", "/fish/ /fish/a"),
    ("agents are case-insensitive", b"uSER-aGENT: KG\ndISALLOW: /\n", "kg", "", "/a"),
    ("paths are not", b"User-agent: *\nDisallow: /A\n", "kg", "/a", "/A"),
    ("an own group leaves the common one", b"User-agent: *\nDisallow: /\nUser-agent: kg\nDisallow: /a\n", "kg", "/b", "/a"),
    ("an own group without rules too", b"User-agent: *\nDisallow: /\n\nUser-agent: kg\n", "kg", "/b", ""),
    ("another's group is not ours", b"User-agent: other\nDisallow: /\n", "kg", "/a", ""),
    ("groups of one agent are merged", b"User-agent: kg\nDisallow: /a\nUser-agent: x\nDisallow: /b\nUser-agent: kg\nDisallow: /c\n",
     "kg", "/b", "/a /c"),
    ("common groups are merged", b"User-agent: *\nDisallow: /a\nUser-agent: x\nDisallow: /b\nUser-agent: *\nDisallow: /c\n",
     "kg", "/b", "/a /c"),
    ("several agents, one group", b"User-agent: a\nUser-agent: kg\nDisallow: /a\n", "kg", "/b", "/a"),
    ("an empty line ends no group", b"User-agent: kg\n\n\nDisallow: /a\n", "kg", "/b", "/a"),
    ("other lines end no list of agents", b"User-agent: kg\nSitemap: https://a.example/s\nCrawl-delay: 1\nFoo: bar\nUser-agent: b\nDisallow: /a\n",
     "kg", "/b", "/a"),
    ("a product token ends at a slash", b"User-agent: kg/2.0 (x)\nDisallow: /a\n", "kg", "/b", "/a"),
    ("a longer token is another's", b"User-agent: kgbot\nDisallow: /a\n", "kg", "/a", ""),
    ("a shorter one too", b"User-agent: k\nDisallow: /a\n", "kg", "/a", ""),
    ("a star and more is for all", b"User-agent: * and all\nDisallow: /a\n", "kg", "/b", "/a"),
    ("rules before any agent are nobody's", b"Disallow: /\nUser-agent: kg\nDisallow: /a\n", "kg", "/b", "/a"),
    ("the longest rule decides", b"User-agent: *\nAllow: /p\nDisallow: /\n", "kg", "/page /p", "/a"),
    ("whatever the order", b"User-agent: *\nDisallow: /a/b\nAllow: /a\nDisallow: /\n", "kg", "/a /a/c", "/ /a/b /b"),
    ("allow at a tie", b"User-agent: *\nDisallow: /folder\nAllow: /folder\n", "kg", "/folder/a", ""),
    ("a wildcard counts with its length", b"User-agent: *\nAllow: /page\nDisallow: /*.htm\n", "kg", "/page /page/x", "/page.htm"),
    ("only the root", b"User-agent: *\nAllow: /$\nDisallow: /\n", "kg", "/", "/page.htm /?a"),
    ("a wildcard", b"User-agent: *\nDisallow: /fish*.php\n", "kg", "/Fish.PHP /fish", "/fish.php /fishheads/catfish.php?a"),
    ("a wildcard at the end changes nothing", b"User-agent: *\nDisallow: /fish*\n", "kg", "/Fish /a", "/fish /fish.html"),
    ("wildcard and end", b"User-agent: *\nDisallow: /*.php$\n", "kg", "/a.php?b /a.php/ /a.php5 /windows.PHP", "/a.php /a/b.php"),
    ("a $ inside is a letter", b"User-agent: *\nDisallow: /a$b\n", "kg", "/a /ab", "/a$b /a$bc"),
    ("many wildcards", b"User-agent: *\nDisallow: /a**b*c$\n", "kg", "/abcd /acb", "/abc /axbxc /abcbc"),
    ("the end has to be after the rest", b"User-agent: *\nDisallow: /ab*b$\n", "kg", "/ab", "/abb /abxb"),
    ("a query", b"User-agent: *\nDisallow: /*?sort=\n", "kg", "/a?b /a/sort=", "/a?sort=1 /?sort="),
    ("letters over 127 and their %-writing", "User-agent: *\nDisallow: /ツ\nDisallow: /%e3%83%84b\n".encode(), "kg",
     "/a", "/ツ /%E3%83%84 /%e3%83%84x /ツb"),
    ("%XX written small", b"User-agent: *\nDisallow: /a%3cd\n", "kg", "/a<d", "/a%3Cd /a%3cd"),
    ("%2F is no slash", b"User-agent: *\nDisallow: /a%2Fb\n", "kg", "/a/b", "/a%2fb"),
    ("%XX of a plain letter forbids", b"User-agent: *\nDisallow: /%61bc\n", "kg", "/b", "/abc /%61bc"),
    ("and as well the other way", b"User-agent: *\nDisallow: /abc\n", "kg", "/b", "/%61bc"),
    ("but allows only as written", b"User-agent: *\nDisallow: /\nAllow: /foo/bar/%62%61%7A\n", "kg", "/foo/bar/%62%61%7A", "/foo/bar/baz"),
    ("and letters over 127 as well", "User-agent: *\nDisallow: /\nAllow: /ツ\n".encode(), "kg", "/%E3%83%84", "/ツ"),
    ("a BOM", b"\xef\xbb\xbfUser-agent: *\nDisallow: /a\n", "kg", "/b", "/a"),
    ("a part of a BOM", b"\xef\xbbUser-agent: *\nDisallow: /a\n", "kg", "/b", "/a"),
    ("bare CR", b"User-agent: *\rDisallow: /a\rDisallow: /b\r", "kg", "/c", "/a /b"),
    ("CR LF", b"User-agent: *\r\nDisallow: /a\r\n\r\nDisallow: /b\r\n", "kg", "/c", "/a /b"),
    ("no line break at the end", b"User-agent: *\nDisallow: /a", "kg", "/b", "/a"),
    ("comments", b"# User-agent: x\nUser-agent: * # all\nDisallow: /a # not this\n#Disallow: /b\n", "kg", "/b", "/a"),
    ("blanks and tabs", b"  User-agent :\t*  \n\tDisallow : /a \t\n", "kg", "/b", "/a"),
    ("a colon forgotten", b"User-agent *\nDisallow /a\nDisallow of /b\n", "kg", "/b", "/a"),
    ("usual slips", b"Useragent: *\nDissallow: /a\nDisalow: /b\nDiasllow: /c\n", "kg", "/d", "/a /b /c"),
    ("HTML instead", b"<!DOCTYPE html><html><body>User-agent: *<br>Disallow: /</body></html>", "kg", "/ /a", ""),
    ("NULs and rubbish", b"\0\x01\xff\nUser-agent: *\0\nDisallow: /a\0\n\xfe\xfe", "kg", "/b", "/a"),
    ("a line too long is cut", b"User-agent: *\nDisallow: /" + b"a" * 20_000 + b"\nDisallow: /b\n", "kg", "/a /" + "a" * 16_000, "/b /" + "a" * 20_000),
    ("beyond 500 KiB nothing is read", b"User-agent: *\nDisallow: /a\n" + b"#" * robots.LIMIT + b"\nDisallow: /b\n", "kg", "/b", "/a"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("data", "agent", "may", "may_not"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_rules(data: bytes, agent: str, may: str, may_not: str) -> None:
    rules = robots.parsed(data)
    given = {path: rules.allows(f"https://a.example{path}", agent) for path in (*may.split(), *may_not.split())}
    assert given == {**dict.fromkeys(may.split(), True), **dict.fromkeys(may_not.split(), False)}


def test_an_address_without_a_path_is_the_root() -> None:
    assert not robots.parsed(b"User-agent: *\nDisallow: /$").allows("https://a.example", "kg")
    assert not robots.parsed(b"User-agent: *\nDisallow: /").allows("https://a.example?a=/robots.txt", "kg")


@pytest.mark.parametrize(
    ("data", "delay"),
    [
        (b"User-agent: *\nCrawl-delay: 2.5\nDisallow: /a", 2.5),
        (
            b"User-agent: kg\nCrawl-delay: 3\nUser-agent: *\nCrawl-delay: 9",
            9.0,
        ),  # one group: nothing but agents and delays
        (b"User-agent: kg\nDisallow: /a\nCrawl-delay: 3\n\nUser-agent: *\nCrawl-delay: 9", 3.0),
        (b"User-agent: kg\nCrawl-delay: 3\nDisallow: /a\nUser-agent: kg\nCrawl-delay: 4", 4.0),
        (b"User-agent: *\nCrawl-delay: soon\nCrawl-delay: -1", None),
        (b"Crawl-delay: 7\nUser-agent: *\nDisallow: /", None),
    ],
)
def test_crawl_delay(data: bytes, delay: float | None) -> None:
    assert robots.parsed(data).delay("kg") == delay


def test_sitemaps_belong_to_no_group() -> None:
    data = "Sitemap: https://a.example/1.xml\nUser-agent: x\nDisallow: /\nsitemap: https://a.example/é.xml".encode()
    assert robots.parsed(data).sitemaps == ("https://a.example/1.xml", "https://a.example/é.xml")


def test_no_pattern_takes_long() -> None:
    rules = robots.parsed(b"User-agent: *\n" + (b"Disallow: /" + b"*a" * 2000 + b"b$\n") * 20)
    started = time.monotonic()
    assert rules.allows("https://a.example/" + "a" * 2000, "kg")
    assert time.monotonic() - started < 2


def answers(*said: tuple[int, str]) -> tuple[list[str], object]:
    """The addresses asked for, and a server that gives these statuses, each with a Location or a body, in turn."""
    asked: list[str] = []

    def ask(url: str) -> Answer:
        status, rest = said[min(len(asked), len(said) - 1)]
        asked.append(url)
        if status == 0:
            raise LaterError("no answer")
        headers = {"Location": rest} if 300 <= status < 400 else {"Retry-After": rest}
        return Answer(url, status, "", headers, rest.encode() if status == 200 else b"")

    return asked, ask


FORBIDS = (200, "User-agent: *\nDisallow: /a")


@pytest.mark.parametrize(
    ("said", "allowed", "count"),
    [
        ([FORBIDS], False, 1),
        ([(404, "")], True, 1),
        ([(403, "")], True, 1),
        ([(401, "")], True, 1),
        ([(301, "https://b.example/robots.txt"), FORBIDS], False, 2),
        ([(302, "/1"), (302, "/2"), (307, "/3"), (308, "/4"), (303, "/5"), FORBIDS], False, 6),
        ([(302, "/1"), (302, "/2"), (302, "/3"), (302, "/4"), (302, "/5"), (302, "/6"), FORBIDS], True, 6),
        ([(500, "")], None, 1),
        ([(503, "120")], None, 1),
        ([(429, "")], None, 1),
        ([(0, "")], None, 1),
        ([(302, "/1"), (500, "")], None, 2),
    ],
)
def test_what_the_answer_means(said: list[tuple[int, str]], allowed: bool | None, count: int) -> None:
    asked, ask = answers(*said)
    if allowed is None:
        with pytest.raises(LaterError) as error:
            robots.had("https://a.example", ask)  # type: ignore[arg-type]
        assert error.value.wait == (120.0 if said[0][1] == "120" else None)
    else:
        assert robots.had("https://a.example", ask).allows("https://a.example/a", "kg") is allowed  # type: ignore[arg-type]
    assert len(asked) == count
    assert asked[0] == "https://a.example/robots.txt"
