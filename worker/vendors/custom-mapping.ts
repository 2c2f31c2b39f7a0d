/** A customer's own mapping for a vendor that we do not know: pointers into a recorded delivery. Pure. */
import * as z from 'zod/mini'
import { lazily } from '../lazily.ts'
import { isPointer, type Pointer } from './pointer.ts'
import { findVendor } from './registry.ts'
import type { EventMapping, Vendor } from './vendor.ts'

const pointer = lazily(() =>
  z
    .string()
    .check(
      z.maxLength(500),
      z.refine(isPointer, 'A JSON Pointer, such as /data/user/email.'),
      z.describe('RFC 6901 JSON Pointer into one event.'),
    ),
)

const scalar = lazily(() => z.union([z.string().check(z.maxLength(500)), z.number(), z.boolean()]))

export const CustomMapping = lazily(() =>
  z
    .strictObject({
      split: z
        .optional(pointer())
        .check(z.describe('Where the array of events is, when one body holds several.')),
      eventType: z.optional(pointer()).check(z.describe('What names the kind of an event.')),
      accept: z
        ._default(
          z
            .array(
              z.strictObject({
                pointer: pointer(),
                values: z.array(scalar()).check(z.minLength(1), z.maxLength(50)),
              }),
            )
            .check(z.maxLength(10)),
          [],
        )
        .check(z.describe('All must hold one of their values; everything else is kept and ignored.')),
      learner: z
        .strictObject({
          email: z.optional(pointer()),
          id: z.optional(pointer()),
          name: z.optional(pointer()),
        })
        .check(
          z.refine(
            ({ email, id }) => email !== undefined || id !== undefined,
            'An e-mail or an id is needed.',
          ),
        ),
      course: z.strictObject({
        id: pointer(),
        title: z.optional(pointer()),
        version: z.optional(pointer()),
        run: z.optional(pointer()),
      }),
      completedAt: z.optional(
        z.strictObject({
          at: pointer(),
          format: z.enum(['iso', 'iso-or-utc', 'unix-seconds', 'unix-milliseconds']),
        }),
      ),
      score: z.optional(
        z.strictObject({ value: pointer(), max: z.union([z.number().check(z.positive()), pointer()]) }),
      ),
      grade: z.optional(pointer()),
      group: z.optional(pointer()),
      eventId: z
        .optional(pointer())
        .check(z.describe('The vendor’s own id of the event. Absent: its content is its identity.')),
    })
    .register(z.globalRegistry, { id: 'CustomMapping' }),
)

export type CustomMapping = z.output<ReturnType<typeof CustomMapping>>

/** The vendor of a connection: the one we know, or with the customer's mapping in its place. */
export function vendorOf({ kind, mapping }: { kind: string; mapping: CustomMapping | null }): Vendor {
  const known = findVendor(kind)
  if (known === undefined) throw new TypeError(`no vendor of kind ${kind}`)
  if (mapping === null) return known
  return {
    ...known,
    eventType: (mapping.eventType as Pointer | undefined) ?? known.eventType,
    ...(mapping.split === undefined ? {} : { split: [{ at: mapping.split as Pointer }] }),
    events: [eventMapping(mapping)],
  }
}

function eventMapping({
  accept,
  learner,
  course,
  completedAt,
  score,
  grade,
  group,
  eventId,
}: CustomMapping): EventMapping {
  // zod proved each to be a pointer.
  const present = <T extends object>(fields: T) =>
    Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Record<
      string,
      Pointer
    >
  return {
    meaning: 'completion',
    accept: Object.fromEntries(accept.map((each) => [each.pointer, each.values])),
    // With nothing to tell its kinds apart by, what names no course is of another kind; else it is malformed, to be seen.
    present: accept.length === 0 ? [course.id as Pointer] : [],
    learner: present(learner),
    course: { id: course.id as Pointer, ...present(course) },
    ...(completedAt === undefined ? {} : { completedAt: { ...completedAt, at: completedAt.at as Pointer } }),
    ...(score === undefined
      ? {}
      : { score: { value: score.value as Pointer, max: score.max as number | Pointer } }),
    ...present({ grade, group, eventId }),
  }
}
