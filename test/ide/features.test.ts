import { checkIde } from '../support/check-ide.ts';

for (const feature of ['hover', 'definition', 'references', 'diagnostics']) checkIde(feature);
