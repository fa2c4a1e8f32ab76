import { baseName } from './command-line.ts';
import { envOf, nativeOf, optionOf, type Config } from './config.ts';
import { noMembership, type Membership } from './membership-shape.ts';

/**
 * What the processes of file systems and compute clusters are, by what is started. Those of one file belong together: workers
 * find their master by a name that the image, a file elsewhere or the operator gives them.
 */
export const computeMembership: Readonly<Record<string, (config: Config) => Membership>> = {
  hdfs: (config) => processOf(config, hdfsRoles),
  yarn: (config) => processOf(config, yarnRoles),
  hbase: readHbase,
  spark: (config) => processOf(config, sparkRoles, sparkMode(config)),
  flink: (config) => processOf(config, flinkRoles),
};

/** `worker`: holds the data or does the work. Everything else helps the workers. */
type Roles = Readonly<Record<string, string>>;

const hdfsRoles: Roles = {
  namenode: 'name-node',
  secondarynamenode: 'secondary-name-node',
  journalnode: 'journal-node',
  zkfc: 'failover-controller',
  datanode: 'worker',
};

const yarnRoles: Roles = {
  resourcemanager: 'resource-manager',
  timelineserver: 'history-server',
  historyserver: 'history-server',
  nodemanager: 'worker',
};

const hbaseRoles: Roles = { master: 'master', HMaster: 'master', regionserver: 'worker', HRegionServer: 'worker' };

const sparkRoles: Roles = {
  'org.apache.spark.deploy.master.Master': 'master',
  'start-master': 'master',
  'start-master.sh': 'master',
  'org.apache.spark.deploy.worker.Worker': 'worker',
  'start-worker': 'worker',
  'start-worker.sh': 'worker',
  'start-slave.sh': 'worker',
  'start-connect-server.sh': 'driver',
  'start-thriftserver.sh': 'driver',
};

const flinkRoles: Roles = {
  jobmanager: 'job-manager',
  'jobmanager.sh': 'job-manager',
  'standalone-job': 'job-manager',
  'standalone-job.sh': 'job-manager',
  'kubernetes-jobmanager.sh': 'job-manager',
  taskmanager: 'worker',
  'taskmanager.sh': 'worker',
  'kubernetes-taskmanager.sh': 'worker',
};

function processOf(config: Config, roles: Roles, said?: string): Membership {
  const words = config.command.words.map(({ value, pattern }) => value ?? pattern ?? '');
  const started = words.map(baseName).find((word) => Object.hasOwn(roles, word));
  const role = (started === undefined ? undefined : roles[started]) ?? said;
  return { ...noMembership, role: role === 'worker' ? undefined : role, identity: ['beside'] };
}

/** `SPARK_MODE` of the Bitnami image, `SPARK_WORKLOAD` of others. */
function sparkMode(config: Config): string | undefined {
  const mode = envOf(config, 'SPARK_MODE', 'SPARK_WORKLOAD')?.value?.toLowerCase();
  return mode === 'master' || mode === 'worker' ? mode : undefined;
}

/** Without `hbase.cluster.distributed` everything is in one process. */
function readHbase(config: Config): Membership {
  const distributed =
    nativeOf(config, 'hbase.cluster.distributed') ??
    envOf(config, 'HBASE_CONF_hbase_cluster_distributed') ??
    optionOf(config, '-Dhbase.cluster.distributed');
  const read = processOf(config, hbaseRoles);
  return distributed?.value === 'false' ? { ...read, topology: 'standalone' } : read;
}
