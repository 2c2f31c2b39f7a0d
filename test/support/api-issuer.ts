/** An issuer with an API key of all scopes, and achievements to issue. */
import { SCOPES } from '../../worker/issuing/caller.ts'
import { call, OPERATOR_TOKEN } from './api.ts'

export interface TestIssuer {
  id: string
  did: string
  token: string
}

export async function makeIssuer(name = 'Example Academy'): Promise<TestIssuer> {
  const issuer = await call('POST', '/v1/issuers', {
    token: OPERATOR_TOKEN,
    body: { name, url: 'https://academy.example', email: 'badges@academy.example' },
  })
  const key = await call('POST', `/v1/issuers/${issuer.body.id}/api-keys`, {
    token: OPERATOR_TOKEN,
    body: { label: 'tests', scopes: SCOPES },
  })
  return { id: issuer.body.id, did: issuer.body.did, token: key.body.token }
}

/** Uses every member that an achievement may have. */
export const FULL_ACHIEVEMENT = {
  name: 'Edge Computing Foundations',
  description: 'Builds and runs services at the network edge.',
  achievementType: 'MicroCredential',
  criteria: { id: 'https://academy.example/edge', narrative: 'Passed the *final project*.' },
  image: { url: 'https://academy.example/edge.png', caption: 'A wreath' },
  alignments: [
    {
      targetName: 'cloud technologies',
      targetUrl: 'http://data.europa.eu/esco/skill/bd14968e-e409-45af-b362-3495ed7b10e0',
      targetCode: 'bd14968e',
      targetFramework: 'ESCO',
      targetType: 'ceasn:Competency',
      targetDescription: 'Technologies that give access to remote hardware.',
    },
  ],
  tags: ['edge', 'serverless'],
  resultDescriptions: [
    {
      id: 'points',
      name: 'Points',
      resultType: 'RawScore',
      valueMin: '0',
      valueMax: '100',
      requiredValue: '60',
    },
    { id: 'grade', name: 'Grade', resultType: 'LetterGrade', allowedValues: ['C', 'B', 'A'] },
    { id: 'outcome', name: 'Outcome', resultType: 'Status' },
    {
      id: 'mastery',
      name: 'Mastery',
      resultType: 'RubricCriterionLevel',
      requiredLevel: 'competent',
      rubricCriterionLevels: [
        { id: 'competent', name: 'Competent', level: '1', points: '5', description: 'Does it.' },
        { id: 'expert', name: 'Expert', level: '2', points: '9' },
      ],
    },
  ],
  creditsAvailable: 1.5,
  fieldOfStudy: 'Computer science',
  specialization: 'Networks',
  humanCode: 'ECF-1',
  inLanguage: 'en',
}

export const SIMPLE_ACHIEVEMENT = {
  name: 'Weaving',
  description: 'Weaves a wreath.',
  criteria: { narrative: 'Wove one.' },
}

export async function makeAchievement(token: string, body: object = SIMPLE_ACHIEVEMENT): Promise<string> {
  return (await call('POST', '/v1/achievements', { token, body })).body.id
}
