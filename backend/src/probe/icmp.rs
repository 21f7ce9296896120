//! Echo requests over the sockets that a system lends to programs without rights ("ping sockets"),
//! and over raw ones where this program may open those.

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use socket2::{Domain, Protocol, Socket, Type};
use tokio::net::UdpSocket;
use tokio::time::{Instant, timeout_at};

use super::{ProbeError, millis};

/// Packets of one probe, as an agent sends them.
const PACKETS: u16 = 5;
/// How long an answer to one packet may take.
const PACKET_TIMEOUT: Duration = Duration::from_secs(2);
/// Bytes before what an echo carries.
const HEADER_BYTES: usize = 8;

/// Whether the system lets this program send ICMP (IPv4) at all; asked once.
pub fn icmp_allowed() -> bool {
    static ALLOWED: OnceLock<bool> = OnceLock::new();
    *ALLOWED.get_or_init(|| open(Family::V4).is_ok())
}

/// The mean round trip of the packets that came back, in milliseconds.
pub(super) async fn ping(host: &str) -> Result<f32, ProbeError> {
    let mut addresses = tokio::net::lookup_host((host, 0))
        .await
        .map_err(|_| ProbeError::Unresolved)?;
    let address = addresses.next().ok_or(ProbeError::Unresolved)?.ip();
    let family = Family::of(address);
    let socket = open(family).map_err(|_| ProbeError::NotAllowed)?;
    let socket = UdpSocket::from_std(socket.into()).map_err(|_| ProbeError::NotAllowed)?;
    let target = SocketAddr::new(address, 0);
    socket
        .connect(target)
        .await
        .map_err(|_| ProbeError::Refused)?;
    let mark = next_mark();
    let mut sum_ms = 0.0;
    let mut answered = 0_u16;
    let mut failure = ProbeError::Timeout;
    for sequence in 0..PACKETS {
        match echo(&socket, family, mark, sequence).await {
            Ok(delay) => {
                sum_ms += millis(delay);
                answered += 1;
            }
            Err(error) => failure = error,
        }
    }
    if answered == 0 {
        return Err(failure);
    }
    Ok(sum_ms / f32::from(answered))
}

/// The two families, which differ in numbers and in who computes the checksum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Family {
    V4,
    V6,
}

impl Family {
    fn of(address: IpAddr) -> Self {
        match address {
            IpAddr::V4(_) => Self::V4,
            IpAddr::V6(_) => Self::V6,
        }
    }

    fn request_type(self) -> u8 {
        match self {
            Self::V4 => 8,
            Self::V6 => 128,
        }
    }

    fn reply_type(self) -> u8 {
        match self {
            Self::V4 => 0,
            Self::V6 => 129,
        }
    }
}

/// A socket for echoes: a ping socket, else a raw one. Windows has neither for programs without
/// rights, and says so by an error.
fn open(family: Family) -> io::Result<Socket> {
    let (domain, protocol) = match family {
        Family::V4 => (Domain::IPV4, Protocol::ICMPV4),
        Family::V6 => (Domain::IPV6, Protocol::ICMPV6),
    };
    let socket = Socket::new(domain, Type::DGRAM, Some(protocol))
        .or_else(|_| Socket::new(domain, Type::from(RAW), Some(protocol)))?;
    socket.set_nonblocking(true)?;
    Ok(socket)
}

/// `SOCK_RAW`, which has this number on every system.
const RAW: i32 = 3;

/// What an echo carries: a mark that no other probe has. The identifier in the header would not
/// do, because the kernel puts its own there for ping sockets.
type Mark = [u8; 16];

fn next_mark() -> Mark {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    let process = u128::from(std::process::id()) << 64;
    (process | u128::from(NEXT.fetch_add(1, Ordering::Relaxed))).to_be_bytes()
}

/// Sends one packet and waits for its own answer; what else comes meanwhile is passed over.
async fn echo(
    socket: &UdpSocket,
    family: Family,
    mark: Mark,
    sequence: u16,
) -> Result<Duration, ProbeError> {
    let start = Instant::now();
    let request = request(family, mark, sequence);
    let refused = |_| ProbeError::Refused;
    socket.send(&request).await.map_err(refused)?;
    let mut buffer = [0_u8; 256];
    loop {
        let length = timeout_at(start + PACKET_TIMEOUT, socket.recv(&mut buffer))
            .await
            .map_err(|_| ProbeError::Timeout)?
            .map_err(refused)?;
        let packet = buffer.get(..length).unwrap_or_default();
        if is_reply(packet, family, mark, sequence) {
            return Ok(start.elapsed());
        }
    }
}

/// An echo request.
fn request(family: Family, mark: Mark, sequence: u16) -> Vec<u8> {
    let [.., id_high, id_low] = mark;
    let [high, low] = sequence.to_be_bytes();
    let build = |sum: u16| {
        let [sum_high, sum_low] = sum.to_be_bytes();
        let kind = family.request_type();
        let mut packet = vec![kind, 0, sum_high, sum_low, id_high, id_low, high, low];
        packet.extend(mark);
        packet
    };
    match family {
        Family::V4 => build(checksum(&build(0))),
        // The kernel computes it: it covers addresses that only the kernel knows.
        Family::V6 => build(0),
    }
}

/// Whether a packet answers the request with this mark and sequence number. Raw sockets, and
/// Apple's ping sockets, put the IPv4 header before it.
fn is_reply(packet: &[u8], family: Family, mark: Mark, sequence: u16) -> bool {
    let message = match packet.first() {
        Some(first) if family == Family::V4 && first >> 4 == 4 => {
            packet.get(usize::from(first & 0x0f) * 4..)
        }
        _ => Some(packet),
    };
    let Some((header, carried)) = message.and_then(|m| m.split_at_checked(HEADER_BYTES)) else {
        return false;
    };
    header.first() == Some(&family.reply_type())
        && header.ends_with(&sequence.to_be_bytes())
        && carried == mark
}

/// The Internet checksum of RFC 1071 over a message of even length.
fn checksum(message: &[u8]) -> u16 {
    let words = message.chunks_exact(2).map(|pair| match pair {
        [high, low] => u32::from(u16::from_be_bytes([*high, *low])),
        _ => 0,
    });
    let sum = words.fold(0_u32, u32::wrapping_add);
    let folded = (sum & 0xffff) + (sum >> 16);
    let folded = (folded & 0xffff) + (folded >> 16);
    !u16::try_from(folded).unwrap_or(u16::MAX)
}

#[cfg(test)]
mod tests {
    use super::{Family, checksum, is_reply, next_mark, request};

    #[test]
    fn a_message_with_its_checksum_sums_to_nothing() {
        let packet = request(Family::V4, next_mark(), 3);
        assert_eq!(checksum(&packet), 0);
    }

    #[test]
    fn an_answer_is_known_by_type_mark_and_sequence() {
        let mark = next_mark();
        for (family, reply_type) in [(Family::V4, 0), (Family::V6, 129)] {
            let mut packet = request(family, mark, 2);
            assert!(!is_reply(&packet, family, mark, 2), "its own request");
            packet.splice(0..1, [reply_type]);
            assert!(is_reply(&packet, family, mark, 2));
            assert!(!is_reply(&packet, family, mark, 1));
            assert!(!is_reply(&packet, family, next_mark(), 2));
        }
    }

    #[test]
    fn an_ipv4_header_before_the_answer_is_passed_over() {
        let mark = next_mark();
        let mut packet = vec![0x45; 20];
        packet.extend(request(Family::V4, mark, 0));
        packet.splice(20..21, [0]);
        assert!(is_reply(&packet, Family::V4, mark, 0));
        assert!(!is_reply(&[0x4f], Family::V4, mark, 0));
        assert!(!is_reply(&[], Family::V4, mark, 0));
    }
}
