// URLs of modules carry a version, for Node keeps what it loaded from a URL for good.
const VERSION = /([?&])assay-version=\d+/;

export const withVersion = (url: string, version: number): string =>
  version === 0 ? url : `${url}${url.includes('?') ? '&' : '?'}assay-version=${version}`;

export const withoutVersion = (url: string): string => url.replace(VERSION, '');
