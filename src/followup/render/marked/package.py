"""The package of a workbook: its parts, how they refer to each other, and writing it again."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from dataclasses import dataclass, field

from followup.render.marked.plan import Unmarkable
from followup.render.marked.splice import (
    Edit,
    appended,
    changed,
    elements,
    in_bytes,
    prefix,
    quoted,
)

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
CONTENT_TYPES = "[Content_Types].xml"
CHUNK = 1 << 20
_NO_RELATIONS = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    f'<Relationships xmlns="{PACKAGE}/relationships"></Relationships>'
).encode()


@dataclass(frozen=True, slots=True)
class Relation:
    """What a part refers to; ``target`` is a part's name, ``kind`` the last word of the type."""

    name: str
    kind: str
    target: str


@dataclass(slots=True)
class Package:
    """An opened package and what is put in the place of its parts or added to them."""

    zip: zipfile.ZipFile
    names: dict[str, str]  # as parts refer to each other, in lower case -> as it stands
    new: dict[str, bytes] = field(default_factory=dict)
    types: list[tuple[str, str, str]] = field(default_factory=list)

    def has(self, name: str) -> bool:
        """Whether there is such a part."""
        return name.casefold() in self.names or name in self.new

    def read(self, name: str) -> bytes:
        """A part as it now stands; raises Unmarkable when it is missing."""
        if name in self.new:
            return self.new[name]
        try:
            return in_bytes(self.zip.read(self.names[name.casefold()]))
        except KeyError as error:
            raise Unmarkable from error

    def head(self, name: str) -> bytes:
        """The first bytes of a part, where a sheet says how it is shown."""
        if name in self.new or not self.has(name):
            return self.read(name)[:CHUNK]
        with self.zip.open(self.names[name.casefold()]) as stream:
            return stream.read(CHUNK)

    def put(self, name: str, content: bytes) -> None:
        """Put new bytes in a part's place, or add the part."""
        self.new[name] = content

    def free(self, pattern: str) -> str:
        """The first unused name of a numbered part."""
        number = 1
        while self.has(pattern.format(number)):
            number += 1
        return pattern.format(number)

    def relations(self, part: str) -> list[Relation]:
        """What a part refers to inside the package."""
        name = _relations_of(part)
        if not self.has(name):
            return []
        found = []
        for element in elements(self.read(name), "Relationship")[1:]:
            said = element.attributes
            if said.get("TargetMode") != "External":
                target = posixpath.join("/", posixpath.dirname(part), said.get("Target", ""))
                target = posixpath.normpath(target).lstrip("/")
                kind = said.get("Type", "").rpartition("/")[2]
                found.append(Relation(said.get("Id", ""), kind, target))
        return found

    def relate(self, part: str, kind: str, target: str) -> str:
        """Let a part refer to another; returns the name it is referred to by."""
        name = _relations_of(part)
        content = self.read(name) if self.has(name) else _NO_RELATIONS
        root, *others = elements(content, "Relationship")
        used = {element.attributes.get("Id") for element in others}
        number = len(others) + 1
        while f"rId{number}" in used:
            number += 1
        new = b'<%bRelationship Id="rId%d" Type="%b" Target="%b"/>' % (
            prefix(root.name), number, f"{OFFICE}/{kind}".encode(), quoted(f"/{target}"),
        )  # fmt: skip
        self.put(name, changed(content, appended(content, new, root)))
        return f"rId{number}"

    def say_type(self, part: str, content_type: str) -> None:
        """Say what a new part holds."""
        self.types.append(("Override", f"/{part}", content_type))

    def say_ending(self, ending: str, content_type: str) -> None:
        """Say what parts with an ending hold, where nothing says so yet."""
        self.types.append(("Default", ending, content_type))

    def written(self) -> bytes:
        """The package with its parts in their order, the new ones last."""
        self._write_types()
        out = io.BytesIO()
        left = dict(self.new)
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
            for entry in self.zip.infolist():
                name = _plain(entry.filename)
                same = next((n for n in left if n.casefold() == name.casefold()), None)
                about = zipfile.ZipInfo(entry.filename, entry.date_time)
                about.compress_type = zipfile.ZIP_DEFLATED
                about.external_attr = entry.external_attr
                if same is not None:
                    package.writestr(about, left.pop(same))
                elif entry.is_dir():
                    package.writestr(about, b"")
                else:
                    about.file_size = entry.file_size
                    with self.zip.open(entry) as old, package.open(about, "w") as new:
                        while chunk := old.read(CHUNK):
                            new.write(chunk)
            for name, content in left.items():
                package.writestr(name, content)
        return out.getvalue()

    def _write_types(self) -> None:
        content = self.read(CONTENT_TYPES)
        root, *known = elements(content, "Default", "Override")
        endings = {e.attributes.get("Extension", "").casefold() for e in known}
        new = []
        for kind, name, said in dict.fromkeys(self.types):
            if kind == "Default" and name in endings:
                continue
            key = "Extension" if kind == "Default" else "PartName"
            new.append(b'<%b%b %b="%b" ContentType="%b"/>' % (
                prefix(root.name), kind.encode(), key.encode(), quoted(name), quoted(said),
            ))  # fmt: skip
        edits: list[Edit] = appended(content, b"".join(new), root)
        self.put(CONTENT_TYPES, changed(content, edits))


def _plain(name: str) -> str:
    return name.replace("\\", "/")


def _relations_of(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def open_package(content: bytes) -> Package:
    """A package to work on; its bytes have been through the guard."""
    package = zipfile.ZipFile(io.BytesIO(content))
    return Package(package, {_plain(n).casefold(): n for n in package.namelist()})


def is_transitional(workbook: bytes) -> bool:
    """False for the strict form, whose parts have other names for everything."""
    return not re.search(rb"purl\.oclc\.org/ooxml", workbook[:4096])
