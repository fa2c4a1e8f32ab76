import { isCoordinatedOutside, mayBeConfiguredElsewhere } from '../model/declared.ts';
import { defineCheck } from '../review/check.ts';
import { inForce } from '../review/fact-in-force.ts';

/**
 * Reports a cluster whose members run one of `images`, which are configured by what is written and nothing else, where nothing
 * is written for `setting` and its default is more than the cluster has members. `coordinator`: silent where what this
 * setting names is outside the workspace, as the number of members is not known then.
 */
export const check = defineCheck({
  on: 'cluster',
  params: { setting: 'string', images: 'strings', coordinator: 'string?' },
  run(context) {
    const { subject, params, knowledge, report } = context;
    const nodes = subject.nodes.value;
    const isPlain = subject.deployments.every(
      (member) => params.images.includes(member.repository ?? '') && !mayBeConfiguredElsewhere(member),
    );
    if (nodes === undefined || !isPlain) return;
    const { value, from } = inForce(subject, params.setting, knowledge);
    if (from !== 'default' || !(Number(value) > nodes)) return;
    if (params.coordinator !== undefined && isCoordinatedOutside(subject, params.coordinator, context)) return;
    const setting = params.setting.slice(params.setting.indexOf(':') + 1);
    report({ at: subject.at, args: { setting, value: value ?? '', nodes } });
  },
});
