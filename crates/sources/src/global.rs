//! Which addresses belong to the whole internet, and what the others are for.
//!
//! After the special-purpose registries of IANA (RFC 6890 and its updates), on the strict side: what only tunnels or
//! translates is refused unless the address inside is a global one.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use crate::words;

const PRIVATE: &str = words::WHOM_PRIVATE.0;
const SELF: &str = words::WHOM_SELF.0;
const LINK: &str = words::WHOM_LINK.0;
const RESERVED: &str = words::WHOM_RESERVED.0;
const DOCUMENTS: &str = words::WHOM_DOCUMENTS.0;
const MANY: &str = words::WHOM_MANY.0;
const TUNNEL: &str = words::WHOM_TUNNEL.0;

#[rustfmt::skip]
const NOT_GLOBAL_4: [([u8; 4], u32, &str); 17] = [
    ([0, 0, 0, 0], 8, SELF),
    ([10, 0, 0, 0], 8, PRIVATE),
    ([100, 64, 0, 0], 10, words::WHOM_PROVIDER.0),
    ([127, 0, 0, 0], 8, SELF),
    // Wire server of a large cloud: a global number that only its own machines reach.
    ([168, 63, 129, 16], 32, LINK),
    ([169, 254, 0, 0], 16, LINK),
    ([172, 16, 0, 0], 12, PRIVATE),
    ([192, 0, 0, 0], 24, RESERVED),
    ([192, 0, 2, 0], 24, DOCUMENTS),
    ([192, 88, 99, 0], 24, TUNNEL),
    ([192, 168, 0, 0], 16, PRIVATE),
    ([198, 18, 0, 0], 15, words::WHOM_LABORATORY.0),
    ([198, 51, 100, 0], 24, DOCUMENTS),
    ([203, 0, 113, 0], 24, DOCUMENTS),
    ([224, 0, 0, 0], 4, MANY),
    ([255, 255, 255, 255], 32, MANY),
    ([240, 0, 0, 0], 4, RESERVED),
];

/// Inside 2000::/3, the only part of IPv6 that is given out.
#[rustfmt::skip]
const NOT_GLOBAL_6: [([u16; 3], u32, &str); 5] = [
    ([0x2001, 0, 0], 32, TUNNEL),           // Teredo
    ([0x2001, 0, 0], 23, RESERVED),         // protocols, benchmarking, ORCHID
    ([0x2001, 0x0db8, 0], 32, DOCUMENTS),
    ([0x2002, 0, 0], 16, TUNNEL),           // 6to4
    ([0x3fff, 0, 0], 20, DOCUMENTS),
];

/// Whom an address leads to when it is not a global one; `None` for a global address.
pub fn leads_to(address: IpAddr) -> Option<&'static str> {
    match address {
        IpAddr::V4(address) => leads_to_4(address),
        IpAddr::V6(address) => leads_to_6(address),
    }
}

fn leads_to_4(address: Ipv4Addr) -> Option<&'static str> {
    let number = u32::from(address);
    NOT_GLOBAL_4
        .iter()
        .find(|(network, bits, _)| (number ^ u32::from_be_bytes(*network)) >> (32 - bits) == 0)
        .map(|(_, _, whom)| *whom)
}

fn leads_to_6(address: Ipv6Addr) -> Option<&'static str> {
    let parts = address.segments();
    let last_four = Ipv4Addr::new((parts[6] >> 8) as u8, parts[6] as u8, (parts[7] >> 8) as u8, parts[7] as u8);
    match parts {
        [0, 0, 0, 0, 0, 0, 0, 0 | 1] => return Some(SELF),
        // IPv4-mapped and the deprecated IPv4-compatible form.
        [0, 0, 0, 0, 0, 0xffff | 0, ..] => return leads_to_4(last_four),
        // NAT64 (RFC 6052): the address inside is where it ends.
        [0x64, 0xff9b, 0, 0, 0, 0, ..] => return leads_to_4(last_four),
        [0x64, 0xff9b, 1, ..] => return Some(PRIVATE),
        [0xfc00..=0xfdff, ..] => return Some(PRIVATE),
        [0xfe80..=0xfebf, ..] => return Some(LINK),
        [0xfec0..=0xfeff, ..] => return Some(PRIVATE),
        [0xff00..=0xffff, ..] => return Some(MANY),
        [0x2000..=0x3fff, ..] => {}
        _ => return Some(RESERVED),
    }
    // ISATAP (RFC 5214) ends at the IPv4 address that it carries.
    if matches!(parts[4..6], [0 | 0x200, 0x5efe]) && leads_to_4(last_four).is_some() {
        return Some(TUNNEL);
    }
    let number = u128::from(address);
    NOT_GLOBAL_6
        .iter()
        .find(|([a, b, c], bits, _)| {
            let network = u128::from(Ipv6Addr::new(*a, *b, *c, 0, 0, 0, 0, 0));
            (number ^ network) >> (128 - bits) == 0
        })
        .map(|(_, _, whom)| *whom)
}

#[cfg(test)]
mod tests {
    use super::leads_to;
    use proptest::prelude::*;
    use std::net::{Ipv4Addr, Ipv6Addr};

    #[test]
    fn only_global_addresses_belong_to_the_internet() {
        let refused = [
            "0.0.0.0",
            "0.1.2.3",
            "10.0.0.1",
            "10.255.255.255",
            "100.64.0.1",
            "100.127.255.254",
            "127.0.0.1",
            "127.8.8.8",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
            "192.0.0.8",
            "192.0.2.1",
            "192.168.1.1",
            "198.18.0.1",
            "198.19.255.255",
            "198.51.100.7",
            "203.0.113.9",
            "224.0.0.1",
            "239.255.255.250",
            "240.0.0.1",
            "255.255.255.255",
            "168.63.129.16",
            "192.88.99.1",
            "::",
            "::1",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "::10.0.0.1",
            "::127.0.0.1",
            "::ffff:169.254.169.254",
            "64:ff9b::10.0.0.1",
            "64:ff9b::7f00:1",
            "64:ff9b:1::808:808",
            "2002:0a00:0001::1",
            "2002:808:808::1",
            "2001:0:4136:e378:8000:63bf:3fff:fdd2",
            "2001:db8::1",
            "2001:2::1",
            "2001:10::1",
            "3fff::1",
            "fc00::1",
            "fd12:3456::1",
            "fe80::1",
            "fec0::1",
            "ff02::1",
            "100::1",
            "5f00::1",
            "4000::1",
            "2a00:1450::5efe:10.0.0.1",
        ];
        for address in refused {
            assert!(leads_to(address.parse().unwrap()).is_some(), "{address} must be refused");
        }
        for address in [
            "1.1.1.1",
            "8.8.8.8",
            "100.63.255.255",
            "100.128.0.1",
            "172.15.0.1",
            "172.32.0.1",
            "192.167.1.1",
            "198.17.0.1",
            "223.255.255.255",
            "2606:4700::1111",
            "2a00:1450:4001::1",
            "::ffff:8.8.8.8",
            "64:ff9b::808:808",
        ] {
            assert_eq!(leads_to(address.parse().unwrap()), None, "{address} is global");
        }
    }

    proptest! {
        #[test]
        fn no_disguise_of_a_refused_address_passes(number in any::<u32>(), host in any::<u64>(), site in any::<u32>()) {
            let inner = Ipv4Addr::from(number);
            let standard = inner.is_private() || inner.is_loopback() || inner.is_link_local() || inner.is_multicast()
                || inner.is_broadcast() || inner.is_unspecified() || inner.is_documentation();
            let plain = leads_to(inner.into()).is_some();
            prop_assert!(!standard || plain);
            let (high, low) = ((number >> 16) as u16, number as u16);
            for wrapped in [
                inner.to_ipv6_mapped(),
                Ipv6Addr::new(0, 0, 0, 0, 0, 0, high, low),
                Ipv6Addr::new(0x64, 0xff9b, 0, 0, 0, 0, high, low),
            ] {
                prop_assert!(!plain || leads_to(wrapped.into()).is_some());
            }
            prop_assert!(leads_to(Ipv6Addr::new(0x2002, high, low, 0, 0, 0, 0, host as u16).into()).is_some());
            let six = Ipv6Addr::from(u128::from(site) << 96 | u128::from(host));
            let standard = six.is_loopback() || six.is_unspecified() || six.is_multicast() || six.is_unique_local()
                || six.is_unicast_link_local();
            prop_assert!(!standard || leads_to(six.into()).is_some());
        }

        #[test]
        fn every_refused_network_stays_refused_whatever_the_rest(rest in any::<u32>()) {
            for (network, bits) in [([10, 0, 0, 0], 8), ([127, 0, 0, 0], 8), ([169, 254, 0, 0], 16), ([172, 16, 0, 0], 12),
                                    ([192, 168, 0, 0], 16), ([100, 64, 0, 0], 10), ([224, 0, 0, 0], 3)] {
                let address = Ipv4Addr::from(u32::from_be_bytes(network) | rest >> bits);
                prop_assert!(leads_to(address.into()).is_some());
            }
        }
    }
}
