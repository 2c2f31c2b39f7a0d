/**
 * Seeds the demo issuer once, through the same API that everyone uses, with the operator's token. Each creating call
 * carries an idempotency key, so that a start that was cut off half-way is completed by the next one.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { ROOT } from './environment.mjs'

const DAY_MS = 86_400_000
/** Which demo belongs to which origin: an issuer's identity is its address, and the address holds the port. */
const MEMORY = path.join(ROOT, '.wrangler', 'demo.json')

const ISSUER = {
  name: 'Harbour Academy',
  url: 'https://harbour-academy.example',
  description: 'Short courses and supervised practicals for people who work by the water and on the web.',
  email: 'registrar@harbour-academy.example',
}

/** A skill group of ESCO, the European classification of skills. */
const esco = (code, targetName) => ({
  targetName,
  targetUrl: `http://data.europa.eu/esco/skill/${code}`,
  targetCode: code,
  targetFramework: 'ESCO',
})

const ACHIEVEMENTS = {
  api: {
    name: 'Secure Web APIs',
    description: 'Designs, builds and tests a web API that withstands the ten most common attacks.',
    achievementType: 'MicroCredential',
    criteria: {
      narrative:
        'Passed a supervised practical of four hours:\n\n- **built an API** from a written brief,\n- found and mended the five flaws planted in a second one,\n- explained each mend to an examiner.',
    },
    tags: ['security', 'web', 'API'],
    alignments: [
      esco('S5.1', 'programming computer systems'),
      esco('S5.2', 'setting up and protecting computer systems'),
    ],
    resultDescriptions: [
      {
        id: 'grade',
        name: 'Practical',
        resultType: 'Percent',
        valueMin: '0',
        valueMax: '100',
        requiredValue: '60',
      },
    ],
    creditsAvailable: 2,
    inLanguage: 'en',
    humanCode: 'HA-SEC-201',
  },
  data: {
    name: 'Data Storytelling',
    description: 'Turns a raw table into a chart that a newcomer reads correctly at first sight.',
    achievementType: 'Course',
    criteria: {
      narrative: 'Completed six workshops, and a final piece that three strangers read without help.',
    },
    tags: ['data', 'visualisation'],
    alignments: [esco('S5.5', 'accessing and analysing digital data')],
    inLanguage: 'en',
    validForDays: 730,
  },
  lab: {
    name: 'Water Quality Field Lab',
    description: 'Samples a river, measures eight indicators and reports what they mean.',
    achievementType: 'Fieldwork',
    criteria: { narrative: 'Took part in two field days and handed in a report that a laboratory checked.' },
    tags: ['environment', 'laboratory'],
    alignments: [esco('S2.5', 'measuring physical properties')],
    inLanguage: 'en',
    suspendable: true,
  },
  skipper: {
    name: 'Harbour Radio Operator',
    description: 'Runs a watch on the harbour channel and handles a distress call by the book.',
    achievementType: 'Certificate',
    criteria: { narrative: 'Stood three watches under supervision and passed the simulator examination.' },
    tags: ['safety', 'radio'],
    inLanguage: 'en',
  },
  certificate: {
    name: 'Digital Harbour Operations',
    description: 'Keeps a harbour running on the water and on the web.',
    achievementType: 'Certificate',
    criteria: { narrative: 'The radio certificate, and one of three courses.' },
    tags: ['harbour'],
    inLanguage: 'en',
  },
}

/**
 * Addresses of one credential in each state, for the list that `npm start` prints.
 * @param {string} origin where the Worker answers
 * @param {string} operatorToken
 */
export async function seedDemo(origin, operatorToken) {
  const memory = existsSync(MEMORY) ? JSON.parse(readFileSync(MEMORY, 'utf8')) : {}
  const known = memory[origin]
  if (known?.valid && (await fetch(known.valid, { headers: { Accept: 'application/json' } })).ok) return known

  // Kept before the first call: a repeated call must be the same request, dates included.
  const startedAt = known?.startedAt ?? new Date().toISOString()
  const remember = (demo) =>
    writeFileSync(MEMORY, JSON.stringify({ ...memory, [origin]: { startedAt, ...demo } }, null, 2), {
      mode: 0o600,
    })
  remember({})
  const demo = await seed(origin, operatorToken, Date.parse(startedAt))
  remember(demo)
  return demo
}

async function seed(origin, operatorToken, now) {
  const port = new URL(origin).port
  const call = caller(origin)
  const operator = { token: operatorToken }

  const issuer = await call('POST', '/v1/issuers', { ...operator, key: `demo-issuer-${port}`, body: ISSUER })
  const { token } = await call('POST', `/v1/issuers/${issuer.id}/api-keys`, {
    ...operator,
    key: `demo-key-${port}`,
    body: { label: 'npm start', scopes: ['achievements:write', 'credentials:issue', 'credentials:revoke'] },
  })

  const achievements = {}
  for (const [name, body] of Object.entries(ACHIEVEMENTS)) {
    achievements[name] = await call('POST', '/v1/achievements', { token, key: `demo-${name}`, body })
  }
  const issue = (key, achievement, body) =>
    call('POST', '/v1/credentials', {
      token,
      key: `demo-${key}`,
      body: { achievementId: achievement.id, ...body },
    })
  const daysAgo = (days) => new Date(now - days * DAY_MS).toISOString()

  const valid = await issue('valid', achievements.api, {
    recipient: { email: 'amina.diallo@example.org', name: 'Amina Diallo' },
    awardedDate: daysAgo(20),
    results: [{ resultDescription: 'grade', value: '91' }],
    evidence: [
      {
        name: 'Practical report',
        narrative: 'Five planted flaws found in 3 h 10 min, each with a test that fails before the mend.',
      },
    ],
    creditsEarned: 2,
  })
  // Two small credentials make a larger one.
  await issue('radio', achievements.skipper, {
    recipient: { email: 'amina.diallo@example.org', name: 'Amina Diallo' },
    awardedDate: daysAgo(10),
  })
  const pathway = await call('POST', '/v1/pathways', {
    token,
    key: 'demo-pathway',
    body: {
      name: 'Digital Harbour Operations',
      description: 'From the water to the web: what keeps a modern harbour running.',
      achievementId: achievements.certificate.id,
      requirements: {
        type: 'all',
        of: [
          { type: 'achievement', achievementId: achievements.skipper.id },
          {
            type: 'any',
            of: ['api', 'data', 'lab'].map((name) => ({
              type: 'achievement',
              achievementId: achievements[name].id,
            })),
          },
        ],
      },
    },
  })
  // As the queue would a second later.
  const stacked = await call('POST', `/v1/pathways/${pathway.id}/awards`, {
    token,
    key: 'demo-stacked',
    body: { recipient: { email: 'amina.diallo@example.org', name: 'Amina Diallo' } },
  })
  const expired = await issue('expired', achievements.data, {
    recipient: { email: 'tomas.novak@example.org', name: 'Tomáš Novák' },
    validFrom: daysAgo(800),
    validUntil: daysAgo(70),
  })
  const revoked = await issue('revoked', achievements.skipper, {
    recipient: { email: 'li.wei@example.org', name: '李伟' },
    validFrom: daysAgo(120),
  })
  const suspended = await issue('suspended', achievements.lab, {
    recipient: { email: 'sofia.rossi@example.org', name: 'Sofia Rossi' },
    validFrom: daysAgo(40),
  })
  await call('POST', `/v1/credentials/${revoked.id}/revoke`, {
    token,
    body: { reason: 'The simulator examination was taken by another person.' },
  })
  await call('POST', `/v1/credentials/${suspended.id}/suspend`, {
    token,
    body: { reason: 'The laboratory is checking two of the samples again.' },
  })
  await published(origin, revoked.url, 'revoked')
  await published(origin, suspended.url, 'suspended')
  return {
    valid: valid.url,
    stacked: stacked.credentialUrl,
    expired: expired.url,
    revoked: revoked.url,
    suspended: suspended.url,
  }
}

/** A flip is durable at once and public a moment later, when the queue has published the list. */
async function published(origin, url, state) {
  for (let tries = 0; tries < 100; tries++) {
    const report = await fetch(`${origin}/v1/verify`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ url }),
    })
    if ((await report.json()).state === state) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`The status list of ${url} was not published within ten seconds.`)
}

function caller(origin) {
  return async (method, pathname, { token, key, body }) => {
    const response = await fetch(`${origin}${pathname}`, {
      method,
      headers: {
        Authorization: `Bearer ${token}`,
        'Content-Type': 'application/json',
        ...(key ? { 'Idempotency-Key': key } : {}),
      },
      body: JSON.stringify(body),
    })
    const answer = await response.json()
    if (response.ok) return answer
    throw new Error(`Seeding the demo failed at ${method} ${pathname}: ${JSON.stringify(answer)}`)
  }
}
