//! Which countries and regions have a picture of their flag.

/// The codes with a file `assets/flags/<code>.svg`, two letters each and nothing between them.
const CODES: &str = "\
    acadaeafagaialamaoaqarasatauawaxazbabbbdbebfbgbhbibjblbmbnbobqbrbsbtbvbwbybzcacccdcfcgch\
    cickclcmcncocrcucvcwcxcyczdedjdkdmdodzeceeegehereseteufifjfkfmfofrgagbgdgegfggghgiglgmgn\
    gpgqgrgsgtgugwgyhkhmhnhrhthuicidieiliminioiqirisitjejmjojpkekgkhkikmknkpkrkwkykzlalblcli\
    lklrlsltlulvlymamcmdmemfmgmhmkmlmmmnmompmqmrmsmtmumvmwmxmymznancnenfngninlnonpnrnunzompa\
    pepfpgphpkplpmpnprpsptpwpyqarerorsrurwsasbscsdsesgshsisjskslsmsnsosrssstsvsxsysztatctdtf\
    tgthtjtktltmtntotrtttvtwtzuaugumusuyuzvavcvevgvivnvuwfwsxkyeytzazmzw";

/// Whether there is a flag for a country code as agents send it: lower-case ISO 3166 alpha-2, or
/// `eu`. What is true here is safe as a part of a file's name, whatever the agent sent.
pub fn has_flag(code: &str) -> bool {
    let mut known = CODES.as_bytes().chunks_exact(2);
    known.any(|known| known == code.as_bytes())
}

#[cfg(all(test, not(target_arch = "wasm32")))]
#[allow(clippy::expect_used)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;

    use super::*;

    #[test]
    fn countries_have_flags_and_other_texts_have_none() {
        for code in ["cn", "tw", "hk", "mo", "jp", "us", "gb", "de", "eu", "zw"] {
            assert!(has_flag(code), "{code}");
        }
        for code in ["", "c", "xx", "oc", "CN", "cnn", "cnhk", "c/", "..", "香"] {
            assert!(!has_flag(code), "{code}");
        }
    }

    #[test]
    fn a_pair_that_straddles_two_codes_is_none() {
        assert!(CODES.starts_with("acadae"));
        assert!(!has_flag("da"));
        assert!(CODES.len().is_multiple_of(2));
    }

    #[test]
    fn the_codes_are_the_files() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/flags");
        let files: BTreeSet<String> = std::fs::read_dir(folder)
            .expect("the folder is there")
            .map(|entry| entry.expect("an entry").file_name())
            .map(|name| name.into_string().expect("a readable name"))
            .filter_map(|name| name.strip_suffix(".svg").map(str::to_owned))
            .collect();
        let codes: String = files.into_iter().collect();
        assert_eq!(CODES, codes);
    }
}
