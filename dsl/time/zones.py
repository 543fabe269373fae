"""The time of day of a place: how far its clocks stand from UTC, and when they were changed.

Copied word for word into generated checkers.  An instant is a whole number of
seconds of UTC since the midnight that begins the day before 0001-01-01, so that ``day.toordinal()`` counts its days.
"""

from __future__ import annotations

from bisect import bisect_right
from datetime import date

import attrs

SECONDS_OF_DAY = 86_400


@attrs.frozen(slots=True)
class Zone:
    """``offset``: seconds that clocks are ahead of UTC before the first of ``changes``, (instant, offset from then on).

    No change may take the clocks from one day into another.
    """

    name: str
    offset: int = 0
    changes: tuple[tuple[int, int], ...] = ()

    def offset_at(self, instant: int) -> int:
        """Seconds that clocks are ahead of UTC."""
        after = bisect_right(self.changes, (instant, SECONDS_OF_DAY))
        return self.changes[after - 1][1] if after else self.offset

    def local(self, instant: int) -> tuple[date, int]:
        """The day on the spot, and the second of its clocks, from 0."""
        day, second = divmod(instant + self.offset_at(instant), SECONDS_OF_DAY)
        return date.fromordinal(day), second

    def instants(self, day: date, second: int) -> tuple[int, ...]:
        """When clocks show this: ascending; none where they are put forward over it, two where they are put back."""
        shown = day.toordinal() * SECONDS_OF_DAY + second
        near = {self.offset_at(shown - SECONDS_OF_DAY), self.offset_at(shown + SECONDS_OF_DAY)}
        return tuple(sorted(shown - offset for offset in near if self.offset_at(shown - offset) == offset))

    def first_of(self, day: date) -> int:
        """The first second of a day."""
        return self.last_of(date.fromordinal(day.toordinal() - 1)) + 1

    def last_of(self, day: date) -> int:
        """The last second of a day: 23:59:59, the second of them where clocks are put back over it."""
        end = day.toordinal() * SECONDS_OF_DAY + SECONDS_OF_DAY - 1
        if not self.changes or end - 2 * SECONDS_OF_DAY > self.changes[-1][0]:  # no change is near: most days asked for
            return end - self.offset_at(end)
        found = self.instants(day, SECONDS_OF_DAY - 1)
        if found:
            return found[-1]
        # Clocks are put forward over it.
        return next(instant - 1 for instant, offset in self.changes if instant + offset > end)


UTC = Zone("UTC")
