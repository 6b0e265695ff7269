"""Errors of ``layers``: small classes that carry facts, not prose.

    LianfangError
    ├── SourceError            a file cannot be used
    │   ├── EmptySource, NotGeographic, NoGeometry, TruncatedSource, WrongExtension,
    │   │   MissingCrs, UnusableCrs, RasterTooLarge, UnreadableSource, UnsupportedFormat,
    │   │   UnsafeArchive, SourceChanged, ReadingTooSlow, ReadingTooHungry, ReaderCrashed
    ├── PlanError              a plan cannot be opened or written
    │   ├── PlanFromFuture, NotAPlan, PlanReadOnly, PlanDamaged, PlanNotRead, PlanNotSaved, BackupFailed
    │   ├── NotAPackage, PackageDamaged, PackageFromFuture, PackageNotSaved
    ├── AnalysisError          an analysis has nothing to work on
    │   ├── NothingSpreads, FireOutside, LandTooLarge, CellsTooCoarse, DirectionsTooLarge, RiverTooFar
    ├── ShapingError           a patrol area cannot be given the shape that was asked for
    │   ├── NothingLeft, LineDoesNotDivide, HoleNotInside, NothingInCommon, NoHoles, UnsoundShape
    ├── ExchangeError          another plan cannot be taken in as it was asked for
    │   ├── UndecidedDifferences, ExchangeStale
    ├── VersionError           what was agreed on stands in the way
    │   ├── VersionFrozen, SigningStands, VersionStep
    ├── PaperCodeUnreadable    what was typed from paper is no hash
    ├── BadCondition           what was typed to find rows of a table cannot be read
    ├── PlateError             a map plate cannot be made of what was chosen
    ├── BriefingError          there is nothing to brief on
    ├── NationalError          a run in pieces cannot go on
    │   ├── SharedFolderUnseen, SharedPieceDamaged, WorkerDiffers, WorkerLost, NoWorkers
    │   ├── SchedulerMissing, SchedulerUnreachable
    └── ExportError            a document cannot be written
        ├── TemplateBroken, TemplateFieldUnknown, TemplateConstruct

``app/messages.py`` turns ``code`` and ``facts`` into title, reason and remedy in the planner's
language; ``str(error)`` is a plain English sentence for logs and scripts.
"""

from __future__ import annotations

from typing import Any, ClassVar


class LianfangError(Exception):
    """Base of every error this package raises on purpose.

    Parameters
    ----------
    **facts
        What a message needs: ``path``, ``value``, ``limit`` …  Values are plain data.
    """

    code: ClassVar[str] = "error"
    sentence: ClassVar[str] = "Something went wrong."

    def __init__(self, **facts: Any) -> None:
        self.facts: dict[str, Any] = facts
        super().__init__(self.describe())

    def __reduce__(self) -> tuple[Any, ...]:
        """Travel between processes with the facts, not with the sentence."""
        return _again, (type(self), self.facts)

    def describe(self) -> str:
        """Return the English sentence with the facts filled in; facts that are missing stay visible."""

        class _Visible(dict[str, Any]):
            def __missing__(self, key: str) -> str:
                return "{" + key + "}"

        return self.sentence.format_map(_Visible(self.facts))


def _again(kind: type[LianfangError], facts: dict[str, Any]) -> LianfangError:
    """Return an error that came from another process."""
    return kind(**facts)


class SourceError(LianfangError):
    """A file cannot be used as it is.  ``facts['path']`` names it."""

    code = "source"
    sentence = "{path}: the file cannot be used."


class UnreadableSource(SourceError):
    code = "source_unreadable"
    sentence = "{path}: the file cannot be opened ({reason}). Check that it exists and that you may read it."


class EmptySource(SourceError):
    code = "source_empty"
    sentence = "{path}: the file is empty (0 bytes). Ask its owner to send it again."


class TruncatedSource(SourceError):
    code = "source_truncated"
    sentence = "{path}: the file ends early ({reason}). Copy it again from where it came."


class NotGeographic(SourceError):
    code = "source_not_geographic"
    sentence = "{path}: this is not a map file ({reason}). Supported: {supported}."


class UnsupportedFormat(SourceError):
    code = "source_unsupported"
    sentence = "{path}: files of this type are not read ({reason}). Supported: {supported}."


class WrongExtension(SourceError):
    code = "source_wrong_extension"
    sentence = "{path}: the name says {claimed}, the content is {found}. Rename it and open it again."


class NoGeometry(SourceError):
    code = "source_no_geometry"
    sentence = "{path}: there are no usable shapes in it ({reason}). Open the layer that has shapes, or name its coordinate columns."


class MissingCrs(SourceError):
    code = "source_missing_crs"
    sentence = (
        "{path}: which coordinate system it uses is not certain ({reason}). Choose it ({hint}); it is never guessed."
    )


class UnusableCrs(SourceError):
    code = "source_unusable_crs"
    sentence = "{path}: its coordinate system ({found}) cannot be turned into CGCS2000 here ({reason}). Ask its owner for CGCS2000 data, or fit it yourself."


class UnsafeArchive(SourceError):
    code = "source_unsafe_archive"
    sentence = "{path}: the archive is not opened ({reason}). Unpack it yourself and open the folder."


class RasterTooLarge(SourceError):
    code = "source_raster_too_large"
    sentence = "{path}: the raster has {width} × {height} cells, more than {limit}. Cut it to your counties first."


class SourceChanged(SourceError):
    """The file is another one than was looked at, or became one while it was read."""

    code = "source_changed"
    sentence = "{path}: the file was changed since it was looked at. Nothing was read. Add it again, and check what is in it now."


class ReadingTooSlow(SourceError):
    """The reader made no step forward for too long and was ended."""

    code = "source_too_slow"
    sentence = "{path}: reading it came no further for {seconds} s and was stopped. Copy it to this computer's own disk, or ask its owner to export it again."


class ReadingTooHungry(SourceError):
    """The reader took more memory than there is for it and was ended."""

    code = "source_too_hungry"
    sentence = "{path}: reading it takes more than the {limit_mb} MB of memory there are for it and was stopped. Close other programs, or cut it to your counties first."


class ReaderCrashed(SourceError):
    """The reader came to an end by itself.  ``facts['reason']`` is the signal, the code, or what it said."""

    code = "source_reader_crashed"
    sentence = "{path}: reading it broke down ({reason}). Nothing else is harmed. Ask its owner to export it again, as GeoPackage if possible."


class UnusableTable(SourceError):
    """A small table that somebody typed; ``facts['reason_code']`` says what is wrong, ``facts['line']`` where."""

    code = "table"
    sentence = "{path}: the table cannot be used ({detail})."


class UnclearClasses(SourceError):
    code = "source_unclear_classes"
    sentence = "{path}: it is not clear which classification of land cover it uses ({candidates}). Name it."


class PlanError(LianfangError):
    """A plan cannot be opened or written.  ``facts['path']`` names it."""

    code = "plan"
    sentence = "{path}: the plan cannot be used."


class NotAPlan(PlanError):
    code = "plan_not_a_plan"
    sentence = "{path}: this is not a Lianfang plan ({reason})."


class PlanFromFuture(PlanError):
    code = "plan_from_future"
    sentence = "{path}: this plan was written by a newer version (format {found}, this program knows {known}). Update the program; the plan was not changed."


class PlanReadOnly(PlanError):
    code = "plan_read_only"
    sentence = "{path}: the plan cannot be written ({reason}). Save a copy elsewhere to go on."


class PlanNameTooLong(PlanError):
    """A plan cannot have a name on this file system."""

    code = "plan_name_too_long"
    sentence = "{path}: the name takes {length} bytes, and {limit} is the most here. Shorten it by {characters} Chinese characters or {excess} others."


class PlanDamaged(PlanError):
    code = "plan_damaged"
    sentence = "{path}: the plan file is damaged ({reason}). It was not changed; work on a copy."


class PlanNotRead(PlanError):
    code = "plan_not_read"
    sentence = "{path}: the plan cannot be read ({reason}). Check that its drive is connected, then open it again; nothing in it was changed."


class PlanNotSaved(PlanError):
    code = "plan_not_saved"
    sentence = "{path}: the change could not be saved ({reason}). The plan is as it was before; free some space or save a copy elsewhere."


class BackupFailed(PlanError):
    code = "backup_failed"
    sentence = "{path}: no earlier version could be kept ({reason}). The plan itself is saved; free some space there."


class NotAPackage(PlanError):
    code = "package_not_a_package"
    sentence = "{path}: this is not a package of a Lianfang plan ({reason})."


class PackageDamaged(PlanError):
    """A package is not what it says.  ``facts['faults']`` lists all that is wrong: ``code``, ``name`` and more."""

    code = "package_damaged"
    sentence = "{path}: the package is not unpacked ({reason}). Copy it again from where it came, or ask its sender for a new one."


class PackageFromFuture(PlanError):
    code = "package_from_future"
    sentence = "{path}: this package was made by a newer version (format {found}, this program knows {known}). Update the program; the package was not changed."


class PackageNotSaved(PlanNotSaved):
    """A package cannot be written, or unpacked to a place."""

    code = "package_not_saved"
    sentence = (
        "{path}: it could not be written ({reason}). Nothing was left behind; free some space or choose another folder."
    )


class AnalysisError(LianfangError):
    """An analysis lacks what it needs.  ``facts['missing']`` lists roles."""

    code = "analysis"
    sentence = "The analysis needs {missing}. Add that layer first."


class NothingSpreads(AnalysisError):
    """The weather gives no spread: R0 is 0."""

    code = "fire_nothing_spreads"
    sentence = "In this weather no fire spreads (R0 = {rate} m/min). Give a warmer or drier day, or R0 itself."


class LandTooLarge(AnalysisError):
    """The cells are too small for so much land: ``cells``, ``most``, ``cell_m``, and ``least_m`` that would do."""

    code = "fire_land_too_large"
    sentence = "Cells of {cell_m} m make {cells} of them; at most {most} fit. Use cells of {least_m} m or more."


class CellsTooCoarse(AnalysisError):
    """Cells are too coarse for the distance fuel is looked at: ``cell_m``, ``distance_m``, ``most_m`` that would do."""

    code = "cells_too_coarse"
    sentence = "Cells of {cell_m} m are too coarse for {distance_m} m. Use cells of {most_m} m or less."


class DirectionsTooLarge(AnalysisError):
    """So fine a look at so much land: ``cells``, ``most``, ``distance_m``."""

    code = "directions_too_large"
    sentence = (
        "Looking {distance_m} m around takes {cells} cells; at most {most} fit. Look around one place, or farther."
    )


class FireOutside(AnalysisError):
    """A fire was entered outside the land that is known."""

    code = "fire_outside"
    sentence = "{lon}, {lat} lies outside the plan's counties. Check the coordinate, or add the county."


class RiverTooFar(AnalysisError):
    """A spill was entered away from every river: ``lon``, ``lat``, ``limit_m``."""

    code = "river_too_far"
    sentence = "No river is within {limit_m} m of {lon}, {lat}. Check the coordinate, or raise that distance."


class ShapingError(LianfangError):
    """A patrol area cannot be given the shape that was asked for; it stays as it was."""

    code = "shaping"
    sentence = "The area cannot be given this shape."


class ZoneEditError(LianfangError):
    """A zone cannot be changed by hand as it was asked for; it stays as it was."""

    code = "zone_edit"
    sentence = "The zone cannot be changed like this."


class ZonesNotAlike(ZoneEditError):
    """Zones of different hazards or counties are never merged silently."""

    code = "zones_not_alike"
    sentence = "Only zones of the same hazard and the same counties can be merged: {names} differ."


class OutlineOutside(ZoneEditError):
    code = "zone_outline_outside"
    sentence = "The outline lies outside every county of the plan. Draw it over a county."


class NothingLeft(ShapingError):
    code = "shaping_nothing_left"
    sentence = "Nothing would be left of the area. Use a smaller value, or another shape."


class LineDoesNotDivide(ShapingError):
    code = "shaping_line_does_not_divide"
    sentence = "The line does not cross the area from side to side. Begin and end it outside the area."


class HoleNotInside(ShapingError):
    code = "shaping_hole_not_inside"
    sentence = "The hole must lie wholly inside the area. Draw it inside, or subtract it instead."


class NothingInCommon(ShapingError):
    code = "shaping_nothing_in_common"
    sentence = "The two shapes have no ground in common, so nothing would change."


class AlternativesAlike(ShapingError):
    code = "shaping_alternatives_alike"
    sentence = "One of the two alternatives lies inside the other, so this would only repeat one of them."


class NoHoles(ShapingError):
    code = "shaping_no_holes"
    sentence = "The area has no holes."


class UnsoundShape(ShapingError):
    """``facts['reason']`` is ``few_corners``, ``crossing`` or ``empty``."""

    code = "shaping_unsound"
    sentence = "This is not an area ({reason}). Give it at least three corners and sides that do not cross."


class PictureNotPlaced(LianfangError):
    """Control points do not place a picture.

    ``facts['reason_code']`` is ``too_few`` (with ``count`` and ``least``), ``same_place``, ``on_a_line``,
    ``not_determined``, ``mirrored`` or ``far_away``.
    """

    code = "picture_not_placed"
    sentence = "The points do not place the picture ({reason_code})."


class ExchangeError(LianfangError):
    """Another plan cannot be taken in as it was asked for; nothing was changed."""

    code = "exchange"
    sentence = "The other plan cannot be taken in."


class UndecidedDifferences(ExchangeError):
    """Both sides changed something, and nobody has decided: ``count``, and ``titles`` of the first few."""

    code = "exchange_undecided"
    sentence = "Both sides changed {count} thing(s), and it is not decided what holds ({titles}). Decide each, or leave it for later."


class ExchangeStale(ExchangeError):
    """The plan was changed while the other one was being looked at."""

    code = "exchange_stale"
    sentence = "The plan was changed since it was compared. Compare again; what was decided is kept."


class VersionError(LianfangError):
    """Something about versions cannot be done.  ``facts['title']`` names the thing."""

    code = "version"
    sentence = "{title}: this cannot be done with its version {number}."


class VersionFrozen(VersionError):
    """A gesture would change what was signed; ``facts['reason_code']``: ``changed``, ``removed`` or ``record``."""

    code = "version_frozen"
    sentence = "{title}: version {number} is signed and stays as it is ({reason_code}). Begin an amendment first; nothing was changed."


class SigningStands(VersionError):
    """Undo came to a signature, which stays on record."""

    code = "version_signing_stands"
    sentence = "{title}: the signature under version {number} is on record and cannot be undone. Withdraw it, or begin an amendment."


class VersionStep(VersionError):
    """A step that the state of a version does not allow; ``facts['reason_code']`` says why.

    ``signed_already``, ``withdrawn``, ``not_signed``, ``amendment_open``, ``nobody`` (no name) or ``gone`` (the thing, or
    such a version of it, is not there).
    """

    code = "version_step"
    sentence = "{title}: version {number} cannot go there ({reason_code})."


class PaperCodeUnreadable(LianfangError):
    """``facts['value']`` is what was typed, ``facts['reason_code']`` why it is no hash."""

    code = "paper_code"
    sentence = "“{value}” is no hash of a plan or a version ({reason_code}). Compare it with the paper sign by sign."


class BadCondition(LianfangError):
    """``facts['part']`` is the piece that is not understood, ``facts['reason']`` says why."""

    code = "condition"
    sentence = "The condition cannot be read at “{part}” ({reason})."


class PlateError(LianfangError):
    """A map plate cannot be made of what was chosen.

    ``facts['reason_code']`` is ``plan_empty``, ``subject_gone`` (with ``subject``), ``series_empty``,
    ``too_many_sheets`` (with ``scale`` and ``most``), ``paper_small`` or ``margins_wide`` (with ``paper``, ``needed``
    and ``there``, millimetres as text), ``no_printer`` or ``not_printed``.
    """

    code = "plate"
    sentence = "The map plate cannot be made ({reason_code})."


class BriefingError(LianfangError):
    """A briefing has nothing to say.

    ``facts['reason_code']`` is ``no_zones`` (the plan was not analysed) or ``nothing_chosen`` (no zone or border is
    what was asked for).
    """

    code = "briefing"
    sentence = "There is nothing to brief on ({reason_code})."


class ExportError(LianfangError):
    """A document cannot be written.  ``facts['path']`` names it."""

    code = "export"
    sentence = "{path}: the document cannot be written ({reason})."


class TemplateBroken(ExportError):
    """A document template cannot be read.  ``facts``: ``path``, ``reason``."""

    code = "template_broken"
    sentence = "The template {path} cannot be read: {reason}."


class TemplateFieldUnknown(ExportError):
    """A document template asks for something the program does not know.  ``facts``: ``path``, ``field``."""

    code = "template_field"
    sentence = "The template {path} asks for the field “{field}”, which there is not."


class TemplateConstruct(ExportError):
    """A template holds what cannot be typeset as PDF.  ``facts``: ``path``, ``constructs``."""

    code = "template_construct"
    sentence = "{path} holds what the PDF cannot show: {constructs}."


class NationalError(LianfangError):
    """A run in pieces cannot go on."""

    code = "national"
    sentence = "The run in pieces cannot go on."


class SharedFolderUnseen(NationalError):
    code = "shared_folder_unseen"
    sentence = "{host} does not see the folder {path}. Mount the shared folder there under the same name and run again: finished pieces are kept."


class SharedPieceDamaged(NationalError):
    code = "shared_piece_damaged"
    sentence = "{path} is missing or was changed. Run again: what is damaged is made anew."


class WorkerDiffers(NationalError):
    code = "worker_differs"
    sentence = "The program on {host} ({value}) is not the one this run was started with ({wanted}); its numbers might differ. Install the same version there."


class SchedulerMissing(NationalError):
    code = "scheduler_missing"
    sentence = 'dask.distributed is not installed. Install it with: pip install "lianfang[national]"'


class SchedulerUnreachable(NationalError):
    code = "scheduler_unreachable"
    sentence = "No scheduler answers at {value}. Check that `dask scheduler` runs there and that the address and port are right, or use --scheduler local."


class NoWorkers(NationalError):
    code = "no_workers"
    sentence = "The scheduler at {value} has no workers. Start some with: dask worker {value} --nthreads 1"


class WorkerLost(NationalError):
    code = "worker_lost"
    sentence = "Workers were lost {times} times at {piece}, most likely for want of memory ({limit}). Give each worker more, or start fewer; finished pieces are kept."
