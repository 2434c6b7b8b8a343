"""Parts of a page that a command writes, between markers."""

from pathlib import Path


def markers(name: str) -> tuple[str, str]:
    return f"<!-- {name} START (generated) -->", f"<!-- {name} END -->"


def replaced(text: str, name: str, content: str) -> str:
    """The text with what stands between the markers of the part replaced.

    RAISES: ValueError where a marker is missing.
    """
    start, end = markers(name)
    if start not in text or end not in text:
        raise ValueError(f"the markers {start} and {end} are missing; put them where the part belongs")
    before, rest = text.split(start, 1)
    return f"{before}{start}\n\n{content.strip()}\n\n{end}{rest.split(end, 1)[1]}"


def replace_part(page: Path, name: str, content: str) -> None:
    """Rewrite the part of the page.

    RAISES: ValueError, naming the page, where a marker is missing.
    """
    try:
        text = replaced(page.read_text(encoding="utf8"), name, content)
    except ValueError as error:
        raise ValueError(f"{page}: {error}") from None
    page.write_text(text, encoding="utf8")
