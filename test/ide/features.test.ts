import { checkIde } from '../support/check-ide.ts';

for (const feature of ['hover', 'definition', 'references', 'highlights', 'hints', 'diagnostics']) checkIde(feature);
