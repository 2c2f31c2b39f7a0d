/** The core's cases inside workerd, for `workerd.ts`, which measures from outside: a Worker's own clock stands still. */
import { coreGroups, type Group, signedSample } from './core.ts'
import { verifyOnce } from './first-call.ts'

/** Made in the first request: keys need one. */
let made: Group[] | undefined

export default {
  /** `/cases`: what there is. `/run?group=0&case=0&times=10`. `/sample`, and `/first` with it: the isolate's first verification. */
  async fetch(request: Request): Promise<Response> {
    const { pathname, searchParams } = new URL(request.url)
    if (pathname === '/sample') return Response.json(await signedSample())
    if (pathname === '/first') await verifyOnce(await request.json())
    if (pathname === '/empty') await request.json()
    if (pathname === '/first' || pathname === '/empty') return new Response()
    const groups = made ?? (await coreGroups())
    made = groups
    if (pathname === '/cases') return Response.json(groups)
    const number = (name: string) => Number(searchParams.get(name))
    const one = groups[number('group')]?.cases[number('case')]
    for (let done = 0; done < number('times'); done++) await one?.run()
    return new Response()
  },
}
