/** Dates as the data models write them. Pure. */

/** XML Schema dateTimeStamp: VCDM 2.0 and Open Badges 3.0 ask for a time zone. */
const DATE_TIME_STAMP =
  /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T(?:(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,12})?|24:00:00(?:\.0{1,12})?)(?:Z|[+-](?:0\d|1[0-3]):[0-5]\d|[+-]14:00)$/

const WITHOUT_ZONE = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,12})?$/

export function isDateTimeStamp(value: unknown): value is string {
  return typeof value === 'string' && DATE_TIME_STAMP.test(value) && !Number.isNaN(Date.parse(value))
}

/** As VCDM 1.1 credentials in the wild write it: the zone may be missing. */
export function isDateTimeWithoutZone(value: unknown): value is string {
  return typeof value === 'string' && WITHOUT_ZONE.test(value) && !Number.isNaN(Date.parse(`${value}Z`))
}

/** Milliseconds since 1970; without a zone it is read as UTC. NaN where it is no date and time. */
export function timeOf(value: unknown): number {
  if (isDateTimeStamp(value)) return Date.parse(value)
  return isDateTimeWithoutZone(value) ? Date.parse(`${value}Z`) : Number.NaN
}
