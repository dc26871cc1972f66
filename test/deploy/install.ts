import { install } from './debian.ts';
import { SERVERS } from './servers.ts';

/** Before the browser tests, once for all workers: the web servers that they serve the app with. */
export default function installServers(): void {
  install(Object.values(SERVERS));
}
