"""Words for what versions, signatures and hashes from paper refuse; part of :data:`app.error_words.ERRORS`."""

from __future__ import annotations

from collections.abc import Mapping

from app.i18n import mark

#: code → (title, reason, remedy)
VERSION_ERRORS: Mapping[str, tuple[str, str, str]] = {
    "version": (
        mark("Messages", "This cannot be done with {title}"),
        mark("Messages", "Its version {number} stands in the way."),
        mark("Messages", "See “Versions and signatures…” for how it stands."),
    ),
    "version_frozen": (
        mark("Messages", "{title} is signed and stays as it is"),
        mark("Messages", "Version {number} is signed; what was signed cannot be changed. Nothing was changed."),
        mark("Messages", "Begin an amendment in “Versions and signatures…” (Ctrl+U, V), then change it."),
    ),
    "version_frozen.changed": (
        mark("Messages", "{title} is signed and stays as it is"),
        mark("Messages", "Version {number} is signed; what was signed cannot be changed. Nothing was changed."),
        mark("Messages", "Begin an amendment in “Versions and signatures…” (Ctrl+U, V), then change it."),
    ),
    "version_frozen.removed": (
        mark("Messages", "{title} is signed and stays in the plan"),
        mark("Messages", "Version {number} is signed; what was signed cannot be removed. Nothing was changed."),
        mark("Messages", "Begin an amendment in “Versions and signatures…” (Ctrl+U, V), or withdraw the version."),
    ),
    "version_frozen.record": (
        mark("Messages", "The record of {title} stays as it is"),
        mark("Messages", "Version {number} is signed; its content and its signatures belong together."),
        mark("Messages", "Nothing was changed. Withdraw the version in “Versions and signatures…” (Ctrl+U, V)."),
    ),
    "version_signing_stands": (
        mark("Messages", "A signature is not undone"),
        mark("Messages", "Version {number} of {title} is signed, and that stays on record."),
        mark("Messages", "Withdraw it, or begin an amendment, in “Versions and signatures…” (Ctrl+U, V)."),
    ),
    "version_step": (
        mark("Messages", "{title}: not at this point"),
        mark("Messages", "Version {number} does not allow this now."),
        mark("Messages", "See “Versions and signatures…” for how it stands."),
    ),
    "version_step.signed_already": (
        mark("Messages", "{title}: signed already"),
        mark("Messages", "Version {number} is signed."),
        mark("Messages", "Begin an amendment to change it."),
    ),
    "version_step.withdrawn": (
        mark("Messages", "{title}: version {number} was withdrawn"),
        mark("Messages", "What was withdrawn is neither negotiated nor signed again."),
        mark("Messages", "Begin an amendment: the next version."),
    ),
    "version_step.not_signed": (
        mark("Messages", "{title}: nothing to withdraw"),
        mark("Messages", "Its last version is not signed."),
        mark("Messages", "Change it, or remove it, as it is."),
    ),
    "version_step.amendment_open": (
        mark("Messages", "{title}: version {number} is not finished"),
        mark("Messages", "It is still a draft or negotiated, and can be changed as it is."),
        mark("Messages", "Change it now; sign it, and then begin the next."),
    ),
    "version_step.nobody": (
        mark("Messages", "Who is it?"),
        mark("Messages", "A name and a county or body are needed."),
        mark("Messages", "Write down who says so, and for whom."),
    ),
    "version_step.gone": (
        mark("Messages", "{title} is not there"),
        mark("Messages", "The plan has no such area or agreement, or no version {number} of it."),
        mark("Messages", "Choose another version."),
    ),
    "paper_code": (
        mark("Messages", "This is no hash of a plan or a version"),
        mark("Messages", "“{value}” cannot be read."),
        mark("Messages", "Type what stands on the paper behind “To check this paper”, e.g. V-7K3M-9QXA-2B4C-VR."),
    ),
    "paper_code.empty": (
        mark("Messages", "Nothing to check"),
        mark("Messages", "No hash was typed."),
        mark("Messages", "Type what stands on the paper behind “To check this paper”, e.g. V-7K3M-9QXA-2B4C-VR."),
    ),
    "paper_code.letters": (
        mark("Messages", "No hash has these signs: {letters}"),
        mark("Messages", "“{value}” cannot be read."),
        mark("Messages", "Compare it with the paper sign by sign; it has no U, and I, L and O are read as 1 and 0."),
    ),
    "paper_code.length": (
        mark("Messages", "Too short or too long"),
        mark("Messages", "“{value}” has {count} signs; the short form has 15, the long one 64, of which 12 will do."),
        mark("Messages", "Compare it with the paper sign by sign."),
    ),
    "paper_code.check": (
        mark("Messages", "Mistyped"),
        mark("Messages", "The check digits at the end of “{value}” do not fit the others."),
        mark("Messages", "Compare it with the paper sign by sign: one or two are wrong, or changed places."),
    ),
    "paper_code.none": (
        mark("Messages", "{value} shows no hash"),
        mark(
            "Messages", "It was not written by this program, or before it printed hashes, or it is a scan without text."
        ),
        mark("Messages", "Type the short form from the paper instead."),
    ),
}
