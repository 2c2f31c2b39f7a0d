/** Achievements to issue: the smallest, and one with every member. */

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
