import { type Arguments, fill, type Language, type Localized } from '../base/language.ts';

/**
 * Texts of the command line itself. They are here and not in the knowledge base, so that `--help` does not wait for it.
 */
const words = {
  description: {
    en: 'Reviews the architecture decisions hidden in configuration: docker-compose, Spring, Kubernetes and the components’ own files.',
    'zh-cn': '审查藏在配置里的架构决策：docker-compose、Spring、Kubernetes 以及各组件自己的配置文件。',
  },
  path: { en: 'files or folders', 'zh-cn': '文件或目录' },
  check: {
    en: 'report what the configuration gives up, and the lines that decide it',
    'zh-cn': '报告配置放弃了哪些保证，以及由哪些行决定',
  },
  inspect: {
    en: 'list the components found, their clusters and who uses them',
    'zh-cn': '列出识别到的组件、集群及其使用者',
  },
  explain: {
    en: 'the page for a component, setting, rule, concept or comparison; with PATH also what is done with it there',
    'zh-cn': '查看组件、配置项、规则、概念或对比的说明页；给出 PATH 时还包括它在那里的用法',
  },
  compare: {
    en: 'components side by side: what each offers, and why',
    'zh-cn': '并列比较组件：各自能满足哪些需求，依据是什么',
  },
  comparable: { en: 'two or more, such as kafka rocketmq', 'zh-cn': '两个或更多，例如 kafka rocketmq' },
  rules: { en: 'list the rules', 'zh-cn': '列出规则' },
  lsp: { en: 'run as a language server', 'zh-cn': '作为语言服务器运行' },
  stdio: { en: 'talk over standard input and output', 'zh-cn': '通过标准输入输出通信' },
  id: {
    en: 'such as kafka, kafka:acks, kafka/acks-not-all or quorum',
    'zh-cn': '例如 kafka、kafka:acks、kafka/acks-not-all 或 quorum',
  },
  lang: {
    en: 'language of all texts (default: from LC_ALL, LC_MESSAGES, LANG)',
    'zh-cn': '输出语言（默认取自 LC_ALL、LC_MESSAGES、LANG）',
  },
  lspLang: {
    en: 'language of all texts (default: the locale that the editor sends)',
    'zh-cn': '所有文本的语言（默认采用编辑器发送的 locale）',
  },
  format: { en: 'output format', 'zh-cn': '输出格式' },
  output: { en: 'write the report to a file instead of standard output', 'zh-cn': '把报告写入文件，而不是标准输出' },
  failOn: { en: 'exit with 1 from this severity on', 'zh-cn': '出现该级别及以上的问题时以 1 退出' },
  config: {
    en: 'configuration file in place of the .archlens.yaml of the folders given',
    'zh-cn': '指定配置文件，替代各目录下的 .archlens.yaml',
  },
  render: {
    en: 'run `helm template` on the charts here, to see what templates say that cannot be read; runs nothing else',
    'zh-cn': '对此处的 chart 运行 `helm template`，以得到无法直接读出的模板内容；不运行其他程序',
  },
  helm: { en: 'the helm to run (default: from PATH)', 'zh-cn': '要运行的 helm（默认从 PATH 查找）' },
  helmUnseen: {
    en: 'archlens: not all that templates of charts say was seen ({count}); `--render helm` has Helm render them.',
    'zh-cn': 'archlens：有 chart 模板未能完整读出（{count} 处）；使用 `--render helm` 可由 Helm 渲染。',
  },
  quiet: { en: 'no summary, no progress', 'zh-cn': '不输出汇总和进度' },
  version: { en: 'print the version', 'zh-cn': '输出版本号' },
  help: { en: 'show help', 'zh-cn': '显示帮助' },
  helpCommand: { en: 'show help for a command', 'zh-cn': '显示某个命令的帮助' },
  usageTitle: { en: 'Usage:', 'zh-cn': '用法：' },
  argumentsTitle: { en: 'Arguments:', 'zh-cn': '参数：' },
  optionsTitle: { en: 'Options:', 'zh-cn': '选项：' },
  commandsTitle: { en: 'Commands:', 'zh-cn': '命令：' },
  default: { en: 'default: {value}', 'zh-cn': '默认：{value}' },
  choices: { en: 'choices: {choices}', 'zh-cn': '可选：{choices}' },
  noted: { en: '{text} ({notes})', 'zh-cn': '{text}（{notes}）' },
  semicolon: { en: '; ', 'zh-cn': '；' },
  missingPath: { en: 'archlens: there is no {path}', 'zh-cn': 'archlens：{path} 不存在' },
  oddPath: { en: 'archlens: {path} is neither a file nor a folder', 'zh-cn': 'archlens：{path} 既不是文件也不是目录' },
  unreadableConfig: {
    en: 'archlens: cannot read the configuration file {path}',
    'zh-cn': 'archlens：无法读取配置文件 {path}',
  },
  unwritable: { en: 'archlens: cannot write {path}: {detail}', 'zh-cn': 'archlens：无法写入 {path}：{detail}' },
  unknownId: { en: 'archlens: nothing is known by the name of {id}.', 'zh-cn': 'archlens：没有名为 {id} 的条目。' },
  nearIds: { en: 'Did you mean {ids}?', 'zh-cn': '是否想找 {ids}？' },
  howToList: {
    en: '`archlens rules` lists the rules; components are {components}.',
    'zh-cn': '`archlens rules` 列出全部规则；组件有 {components}。',
  },
  howToExplain: {
    en: '`archlens explain <id>` shows the page of an id, a name or the spelling of a setting; several words search: `archlens explain redis lock`.',
    'zh-cn':
      '`archlens explain <id>` 按 id、名称或配置项写法显示说明页；给出多个词则进行搜索：`archlens explain redis 锁`。',
  },
  compareTwo: {
    en: 'archlens: compare takes at least two different components.',
    'zh-cn': 'archlens：compare 至少需要两个不同的组件。',
  },
  canCompare: { en: 'It can compare {ids}.', 'zh-cn': '可以比较的有 {ids}。' },
  reading: { en: 'reading {done} of {total} files', 'zh-cn': '正在读取 {done}/{total} 个文件' },
  notFollowed: { en: 'archlens: not everything could be followed:', 'zh-cn': 'archlens：有引用未能解析：' },
  notAllSeen: { en: 'archlens: not everything could be read:', 'zh-cn': 'archlens：有内容未能读取：' },
  failed: { en: 'archlens: {detail}', 'zh-cn': 'archlens：{detail}' },
  helpHint: { en: 'See `archlens {command}--help`.', 'zh-cn': '参见 `archlens {command}--help`。' },
} as const satisfies Readonly<Record<string, Localized>>;

export type Word = keyof typeof words;

export type Say = (word: Word, args?: Arguments) => string;

export function sayIn(language: Language): Say {
  return (word, args = {}) => fill(words[word][language], args);
}

/** Examples at the end of the help, by command; the empty one is the program's. */
export const examples: Readonly<Record<string, readonly { readonly command: string; readonly note: Localized }[]>> = {
  '': [
    {
      command: 'archlens check .',
      note: { en: 'review everything below this folder', 'zh-cn': '审查当前目录下的全部配置' },
    },
    {
      command: 'archlens explain kafka',
      note: { en: 'what Kafka guarantees, and when not', 'zh-cn': 'Kafka 提供哪些保证，何时失效' },
    },
    {
      command: 'archlens inspect deploy --format json',
      note: { en: 'the components in deploy/, for programs', 'zh-cn': '以 JSON 输出 deploy/ 中的组件' },
    },
  ],
  check: [
    {
      command: 'archlens check . --fail-on warning',
      note: { en: 'exit with 1 also for warnings', 'zh-cn': '出现警告时也以 1 退出' },
    },
    {
      command: 'archlens check . --format sarif --output archlens.sarif',
      note: { en: 'for code scanning', 'zh-cn': '供代码扫描平台使用' },
    },
    {
      command: 'archlens check . --format github',
      note: { en: 'annotations in a GitHub workflow', 'zh-cn': '在 GitHub 工作流中生成标注' },
    },
    {
      command: 'archlens check deploy --render helm',
      note: { en: 'charts as Helm itself renders them', 'zh-cn': '由 Helm 渲染 chart 后再审查' },
    },
    {
      command: 'archlens check compose.prod.yml application-prod.yml',
      note: { en: 'only these files', 'zh-cn': '只审查这些文件' },
    },
  ],
  inspect: [
    { command: 'archlens inspect .', note: { en: 'a list to read', 'zh-cn': '便于阅读的列表' } },
    { command: 'archlens inspect . --format json', note: { en: 'the same for programs', 'zh-cn': '供程序读取' } },
  ],
  explain: [
    { command: 'archlens explain redis', note: { en: 'a component', 'zh-cn': '组件' } },
    { command: 'archlens explain kafka:min.insync.replicas', note: { en: 'a setting', 'zh-cn': '配置项' } },
    { command: 'archlens explain quorum --lang zh-cn', note: { en: 'a concept, in Chinese', 'zh-cn': '概念' } },
    {
      command: 'archlens explain redis lock',
      note: { en: 'search: every page about both words', 'zh-cn': '搜索：同时含有这些词的页面' },
    },
    {
      command: 'archlens explain kafka deploy/',
      note: { en: 'Kafka, and what deploy/ does with it', 'zh-cn': 'Kafka，以及 deploy/ 中如何使用它' },
    },
  ],
  compare: [
    {
      command: 'archlens compare kafka rocketmq',
      note: { en: 'what each offers', 'zh-cn': '各自能满足哪些需求' },
    },
    {
      command: 'archlens compare redis zookeeper --format markdown',
      note: { en: 'for a document', 'zh-cn': '用于文档' },
    },
  ],
  rules: [
    {
      command: 'archlens rules --format json',
      note: { en: 'all rules, for programs', 'zh-cn': '以 JSON 输出全部规则' },
    },
  ],
  lsp: [{ command: 'archlens lsp --stdio', note: { en: 'what an editor starts', 'zh-cn': '由编辑器启动' } }],
};

/** What the exit codes mean; part of the help of the commands that review. */
export const exitCodes: Localized = {
  en: 'Exit codes: 0 clean · 1 findings from --fail-on on · 2 usage, could not run, or could not see everything',
  'zh-cn': '退出码：0 无问题 · 1 有达到 --fail-on 级别的问题 · 2 用法错误、无法运行，或有内容未能读取',
};

export const examplesTitle: Localized = { en: 'Examples:', 'zh-cn': '示例：' };
