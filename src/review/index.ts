// The review site: static pages from plain data, for a reviewer who says claim by claim whether the verdicts hold.
export { type CodeIndex, indexCode } from './code.ts';
export { bearsOn, type Departures, readDepartures } from './departures.ts';
export { nearestFigures } from './nearest.ts';
export { picturePath } from './paths.ts';
export { settingsOfRuns } from './settings.ts';
export type { Site, SiteClaim, SiteExperiment, SiteFigure } from './site.ts';
export { writeSite } from './write.ts';
