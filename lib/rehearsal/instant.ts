/** A moment on the clock of the source server, to the microsecond, as PostgreSQL keeps it. */
export class Instant {
  /** Microseconds since 1970-01-01 UTC, as text of PostgreSQL or as a number. */
  static ofMicroseconds(microseconds: string | number): Instant {
    return new Instant(Number(microseconds));
  }

  private constructor(readonly microseconds: number) {}

  /** Seconds from another moment to this one; negative where this one is earlier. */
  secondsSince(earlier: Instant): number {
    return (this.microseconds - earlier.microseconds) / 1_000_000;
  }

  /** A moment this many seconds later. */
  plusSeconds(seconds: number): Instant {
    return new Instant(this.microseconds + Math.round(seconds * 1_000_000));
  }

  /** As a parameter of PostgreSQL: abbreviations of time zones, also `Z`, are not known yet when those are read. */
  get asParameter(): string {
    return this.toString().replace('T', ' ').replace('Z', '+00');
  }

  /** RFC 3339 with microseconds, UTC: `2027-01-03T04:00:00.000001Z`. */
  toString(): string {
    const milliseconds = Math.floor(this.microseconds / 1000);
    const rest = String(this.microseconds - milliseconds * 1000).padStart(3, '0');
    return new Date(milliseconds).toISOString().replace('Z', `${rest}Z`);
  }
}
