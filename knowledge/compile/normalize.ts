import type { ChartRecognition, ClientRecognition, ServerRecognition } from '../../server/src/knowledge/recognition.ts';
import type {
  BillOfMaterials,
  Comparison,
  Component,
  Concept,
  Rule,
  Setting,
  Source,
  VersionedDefault,
} from '../../server/src/knowledge/types.ts';

/** `Optional` keys of a type may be left out in YAML. */
type Loose<T, Optional extends keyof T> = Omit<T, Optional> & Partial<Pick<T, Optional>>;

type LooseDefault = Loose<VersionedDefault, 'versions'>;
type LooseSetting = Omit<Loose<Setting, 'component' | 'side' | 'values'>, 'defaults'> & {
  readonly defaults?: readonly LooseDefault[];
};
type LooseServer = Partial<Omit<ServerRecognition, 'charts'>> & {
  readonly charts?: readonly Loose<ChartRecognition, 'with'>[];
};

/** A component as it is written. */
export type WrittenComponent = Omit<
  Loose<
    Component,
    'ports' | 'switches' | 'selectors' | 'conventions' | 'topologies' | 'offers' | 'questions' | 'pitfalls' | 'links'
  >,
  'settings' | 'server' | 'client' | 'cap' | 'examples'
> & {
  readonly settings: readonly LooseSetting[];
  readonly server?: LooseServer;
  readonly client?: Partial<ClientRecognition>;
  readonly cap: Loose<Component['cap'], 'flips'>;
  readonly examples: Loose<Component['examples'], 'isNot'>;
};

export type WrittenRule = Loose<Rule, 'aliases' | 'components' | 'params' | 'related' | 'fixable'>;
export type WrittenConcept = Loose<Concept, 'details' | 'seeAlso'>;
export type WrittenComparison = Loose<Comparison, 'advice' | 'seeAlso'>;
export type WrittenSources = Readonly<Record<string, Omit<Source, 'key'>>>;

const noServer: ServerRecognition = {
  images: [],
  imageNames: [],
  tools: [],
  env: [],
  commands: [],
  resources: [],
  charts: [],
  files: [],
  properties: [],
};

const noClient: ClientRecognition = { properties: [], env: [], words: [], schemes: [], resources: [] };

/** Fills in what the YAML may leave out. */
export function component(written: WrittenComponent): Component {
  return {
    ports: [],
    switches: [],
    selectors: [],
    conventions: {},
    topologies: [],
    offers: [],
    questions: [],
    pitfalls: [],
    links: [],
    ...written,
    cap: { flips: [], ...written.cap },
    server: {
      ...noServer,
      ...written.server,
      charts: (written.server?.charts ?? []).map((chart) => ({ with: [], ...chart })),
    },
    client: { ...noClient, ...written.client },
    settings: written.settings.map((one) => setting(written.id, one)),
    examples: { isNot: [], ...written.examples },
  };
}

function setting(owner: string, written: LooseSetting): Setting {
  return {
    side: 'server',
    values: [],
    ...written,
    id: `${owner}:${written.id}`,
    component: owner,
    defaults: (written.defaults ?? []).map((one) => ({ versions: '*', ...one })),
  };
}

export function rule(written: WrittenRule): Rule {
  const owner = written.id.slice(0, written.id.indexOf('/'));
  return {
    aliases: [],
    components: [owner],
    params: {},
    related: {},
    fixable: written.fixTitle !== undefined,
    ...written,
  };
}

export function concept(written: WrittenConcept): Concept {
  return { details: [], seeAlso: [], ...written };
}

export function comparison(written: WrittenComparison): Comparison {
  return { advice: [], seeAlso: [], ...written };
}

export function sources(written: WrittenSources): Source[] {
  return Object.entries(written).map(([key, source]) => ({ key, ...source }));
}

export type WrittenBom = Loose<BillOfMaterials, 'properties'>;

export function boms(written: readonly WrittenBom[] = []): BillOfMaterials[] {
  return written.map((bom) => ({ properties: {}, ...bom }));
}
