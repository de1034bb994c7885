// Where webhooks may lead: the hub must not be made to call what only it can reach. Names are judged again by every address that they
// resolve to, at the moment of the connection, so that a name cannot point elsewhere after it was checked.
import { lookup as lookupName } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { HubError } from '../../kernel/errors.ts';

/** IANA special-purpose registries: private, loopback, link-local, shared, documentation, multicast and reserved, and what embeds IPv4. */
const closed4 = [
  '0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.0.0.0/24', '192.0.2.0/24', '192.88.99.0/24', '192.168.0.0/16',
  '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24', '224.0.0.0/4', '240.0.0.0/4',
];
const closed6 = ['::/96', '::ffff:0:0/96', '64:ff9b::/96', '64:ff9b:1::/48', '100::/64', '2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20', '5f00::/16', 'fc00::/7', 'fe80::/9', 'ff00::/8'];

const closed = networks([...closed4, ...closed6]);
const mostCharacters = 500;

export class TargetPolicy {
  readonly #hosts: ReadonlySet<string>;
  readonly #networks: Networks;

  /** `open`: hosts and networks (CIDR) that may be called although they are private, also by plain http. */
  constructor(open: readonly string[] = []) {
    this.#hosts = new Set(open.filter((entry) => !entry.includes('/')).map((entry) => entry.toLowerCase()));
    this.#networks = networks(open.filter((entry) => entry.includes('/')));
  }

  /** The address in its normal form. Refuses WEBHOOK_TARGET; what only names resolve to is judged when it is called. */
  read(text: string): URL {
    const refuse = (reason: string): never => {
      throw new HubError('WEBHOOK_TARGET', 'the address cannot be a webhook', { reason });
    };
    if (text.length > mostCharacters || !URL.canParse(text)) return refuse('url');
    const url = new URL(text);
    const host = hostOf(url);
    const isOpen = this.#isOpen(host);
    if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isOpen)) return refuse('https');
    if (url.username !== '' || url.password !== '') return refuse('credentials');
    if (url.hash !== '') return refuse('fragment');
    if (isOpen) return url;
    if (isIP(host) !== 0 && !this.allows(host)) return refuse('private');
    if (isIP(host) === 0 && (!host.includes('.') || /\.(local|internal|localhost|lan|home|arpa)\.?$/.test(host))) return refuse('private');
    return url;
  }

  /** Whether a connection to this IP address may be made. */
  allows(address: string): boolean {
    return this.#hosts.has(address) || isIn(this.#networks, address) || !isIn(closed, address);
  }

  /** For a connection: resolves the name and refuses when any of its addresses is closed. */
  readonly lookup: LookupFunction = (hostname, options, callback) => {
    lookupName(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, []);
      const isAllowed = this.#hosts.has(hostname.toLowerCase()) || addresses.every(({ address }) => this.allows(address));
      const [first] = addresses;
      if (!isAllowed || first === undefined) return callback(Object.assign(new Error('the name leads to a closed network'), { code: 'TARGET_CLOSED' }), []);
      if (options.all === true) return callback(null, addresses);
      return callback(null, first.address, first.family);
    });
  };

  #isOpen(host: string): boolean {
    return this.#hosts.has(host) || (isIP(host) !== 0 && isIn(this.#networks, host));
  }
}

/** Lower case, IPv6 without its brackets. */
export function hostOf(url: URL): string {
  return url.hostname.toLowerCase().replace(/^\[(.*)\]$/, '$1');
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIP(address) === 6 ? 'ipv6' : 'ipv4';
}

/** One list a family: in a common one ::ffff:0:0/96 would stand for every IPv4 address. */
type Networks = Readonly<Record<'ipv4' | 'ipv6', BlockList>>;

function networks(list: readonly string[]): Networks {
  const made = { ipv4: new BlockList(), ipv6: new BlockList() };
  for (const network of list) {
    const [address = '', bits = ''] = network.split('/');
    made[familyOf(address)].addSubnet(address, Number(bits), familyOf(address));
  }
  return made;
}

function isIn(list: Networks, address: string): boolean {
  const family = familyOf(address);
  return list[family].check(address, family);
}
