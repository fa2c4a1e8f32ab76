/** Client libraries that stand for a server of another name. */
const libraries: Readonly<Record<string, string>> = { redisson: 'redis', curator: 'zookeeper' };

/** The component whose servers a client of `component` reaches: Redis for Redisson, else itself. */
export function reachedThrough(component: string): string {
  return libraries[component] ?? component;
}
