//! The world as the map draws it: where there is land, and where each country is.
//!
//! Plate carrée, from 84° north to 56° south. Made from the public domain data of Natural Earth: land
//! at 1:110 million, and of each country the middle of its largest piece at 1:10 million.

/// How many fields the land has from west to east, and from north to south.
pub const FIELDS: (usize, usize) = (128, 64);

/// A bit a field, the westernmost the highest, a line a number.
#[rustfmt::skip]
const LAND: [u128; 64] = [
    0x0000_0000_1f80_ff00_0000_0000_0000_0000,
    0x0000_0003_ffff_ffc0_0000_c000_6000_0000,
    0x0000_0095_fbff_ff80_0e00_0000_0800_0000,
    0x0000_0c0b_51ff_ff80_0000_0300_1f00_0000,
    0x0000_0c00_000f_ff00_0000_1801_fe00_0000,
    0x0000_1bac_f80f_ff00_0000_30ff_fffc_3800,
    0x03fc_7bf6_0f07_ff00_01f0_04ff_ffff_ff8e,
    0x83ff_ffff_e387_f000_07fe_7fdf_ffff_ffff,
    0x6fff_ffff_c707_c0e0_0f73_ffff_ffff_ffff,
    0x13ff_ffff_0383_8000_1eff_ffff_ffff_ffff,
    0x07df_fffe_0e01_8000_3cff_ffff_ffff_fe38,
    0x0381_fffe_0fc0_0000_2cff_ffff_ffff_c040,
    0x0100_7fff_87c0_0002_1dff_ffff_ffff_81c0,
    0x0400_3fff_eff0_0005_13ff_ffff_ffff_8180,
    0x0000_1fff_eff0_0007_ffff_ffff_ffff_e000,
    0x0000_2fff_ff10_0000_ffff_ffff_ffff_c000,
    0x0000_0fff_ff98_0003_ffff_ffff_ffff_e000,
    0x0000_0fff_ffe0_0000_ffe7_9fff_ffff_8000,
    0x0000_0fff_fe00_0005_ebc3_bfff_ffff_3000,
    0x0000_0fff_fc00_0007_85d9_9fff_fffc_0000,
    0x0000_0fff_f800_0007_017f_dfff_ffc0_0000,
    0x0000_07ff_f800_0002_303f_dfff_fff4_4000,
    0x0000_07ff_f800_0003_f007_ffff_ffc5_c000,
    0x0000_03ff_e000_0007_f90f_ffff_ffe2_0000,
    0x0000_00ff_e000_0007_ffff_ffff_ffe0_0000,
    0x0000_01fc_0000_000f_ffff_bfff_ffe0_0000,
    0x0000_0078_1800_001f_fff7_cfff_ffe0_0000,
    0x0000_0038_0000_003f_fffb_f0ff_ffc0_0000,
    0x0000_0018_0800_003f_fffb_f87e_7f00_0000,
    0x0000_001c_8200_003f_fff9_f83c_7c00_0000,
    0x0000_000f_8000_003f_fffd_f038_3c10_0000,
    0x0000_0001_c000_003f_fffd_c030_1e00_0000,
    0x0000_0000_4000_003f_ffff_0018_1e00_0000,
    0x0000_0000_0700_001f_ffff_c010_0430_0000,
    0x0000_0000_3fe0_001f_ffff_c018_1008_0000,
    0x0000_0000_0ff0_000f_ffff_8008_0048_0000,
    0x0000_0000_0ffc_0000_1fff_8000_2840_0000,
    0x0000_0000_0ffc_0000_1fff_0000_18c0_0000,
    0x0000_0000_1ffe_0000_1ffe_0000_19c4_0000,
    0x0000_0000_1fff_0000_1ffc_0000_09a0_c000,
    0x0000_0000_1fff_e000_0ffc_0000_0410_f000,
    0x0000_0000_1fff_f000_0ffc_0000_0700_7000,
    0x0000_0000_0fff_f000_07fc_0000_0008_2800,
    0x0000_0000_0fff_e000_07fc_0000_0000_0000,
    0x0000_0000_07ff_c000_0ffc_4000_0003_2000,
    0x0000_0000_07ff_c000_0ffc_4000_000f_3000,
    0x0000_0000_01ff_c000_0ff8_c000_001f_f001,
    0x0000_0000_01ff_c000_07f0_8000_001f_f800,
    0x0000_0000_01ff_8000_07f9_8000_007f_f800,
    0x0000_0000_01fe_0000_07f8_8000_00ff_fc00,
    0x0000_0000_01fe_0000_07f0_0000_00ff_fc00,
    0x0000_0000_01fe_0000_03e0_0000_007f_fe00,
    0x0000_0000_01fc_0000_03e0_0000_007f_fc00,
    0x0000_0000_01f8_0000_03c0_0000_0070_fc00,
    0x0000_0000_03f0_0000_0000_0000_0000_7c00,
    0x0000_0000_03f0_0000_0000_0000_0000_3802,
    0x0000_0000_03c0_0000_0000_0000_0000_0002,
    0x0000_0000_0380_0000_0000_0000_0000_0804,
    0x0000_0000_0380_0000_0000_0000_0000_0008,
    0x0000_0000_0700_0000_0000_0000_0000_0018,
    0x0000_0000_0700_0000_0000_0000_0000_0000,
    0x0000_0000_0600_0000_0000_0000_0000_0000,
    0x0000_0000_0300_0000_0000_0000_0000_0000,
    0x0000_0000_0180_0000_0000_0000_0000_0000,
];

/// Codes of countries by the alphabet, with promilles of the way from west to east and from north to
/// south.
#[rustfmt::skip]
const PLACES: &[([u8; 2], u16, u16)] = &[
    (*b"ac", 460, 656), (*b"ad", 504, 296), (*b"ae", 651, 429), (*b"af", 683, 358),
    (*b"ag", 328, 478), (*b"ai", 325, 470), (*b"al", 556, 306), (*b"am", 625, 312),
    (*b"ao", 549, 688), (*b"aq", 731, 985), (*b"ar", 320, 847), (*b"as", 26, 702),
    (*b"at", 539, 260), (*b"au", 873, 783), (*b"aw", 306, 511), (*b"ax", 555, 170),
    (*b"az", 632, 312), (*b"ba", 549, 285), (*b"bb", 335, 506), (*b"bd", 751, 429),
    (*b"be", 513, 238), (*b"bf", 495, 512), (*b"bg", 570, 294), (*b"bh", 640, 414),
    (*b"bi", 583, 624), (*b"bj", 506, 531), (*b"bl", 325, 472), (*b"bm", 320, 369),
    (*b"bn", 818, 568), (*b"bo", 320, 719), (*b"bq", 310, 513), (*b"br", 352, 676),
    (*b"bs", 283, 424), (*b"bt", 751, 404), (*b"bv", 509, 985), (*b"bw", 566, 758),
    (*b"by", 578, 218), (*b"bz", 254, 477), (*b"ca", 225, 181), (*b"cc", 769, 687),
    (*b"cd", 566, 620), (*b"cf", 557, 553), (*b"cg", 542, 606), (*b"ch", 523, 266),
    (*b"ci", 485, 546), (*b"ck", 56, 752), (*b"cl", 303, 844), (*b"cm", 535, 559),
    (*b"cn", 787, 337), (*b"co", 297, 572), (*b"cr", 266, 529), (*b"cu", 281, 446),
    (*b"cv", 434, 492), (*b"cw", 308, 513), (*b"cx", 793, 675), (*b"cy", 592, 351),
    (*b"cz", 543, 245), (*b"de", 529, 235), (*b"dj", 618, 516), (*b"dk", 526, 198),
    (*b"dm", 330, 490), (*b"do", 304, 465), (*b"dz", 507, 400), (*b"ec", 282, 610),
    (*b"ee", 572, 181), (*b"eg", 583, 411), (*b"eh", 466, 427), (*b"er", 608, 490),
    (*b"es", 490, 312), (*b"et", 610, 538), (*b"eu", 528, 243), (*b"fi", 573, 141),
    (*b"fj", 994, 727), (*b"fk", 337, 970), (*b"fm", 940, 551), (*b"fo", 481, 156),
    (*b"fr", 507, 267), (*b"ga", 533, 604), (*b"gb", 493, 215), (*b"gd", 329, 513),
    (*b"ge", 621, 299), (*b"gf", 353, 571), (*b"gg", 493, 247), (*b"gh", 497, 543),
    (*b"gi", 485, 342), (*b"gl", 384, 78), (*b"gm", 457, 504), (*b"gn", 470, 525),
    (*b"gp", 329, 484), (*b"gq", 529, 589), (*b"gr", 563, 318), (*b"gs", 398, 985),
    (*b"gt", 249, 488), (*b"gu", 902, 504), (*b"gw", 459, 514), (*b"gy", 336, 566),
    (*b"hk", 817, 440), (*b"hm", 704, 979), (*b"hn", 259, 494), (*b"hr", 546, 277),
    (*b"ht", 298, 465), (*b"hu", 554, 263), (*b"ic", 457, 398), (*b"id", 817, 601),
    (*b"ie", 477, 220), (*b"il", 597, 375), (*b"im", 487, 213), (*b"in", 721, 437),
    (*b"io", 701, 653), (*b"iq", 622, 364), (*b"ir", 651, 368), (*b"is", 448, 136),
    (*b"it", 534, 289), (*b"je", 494, 248), (*b"jm", 285, 470), (*b"jo", 602, 377),
    (*b"jp", 883, 338), (*b"ke", 605, 596), (*b"kg", 707, 304), (*b"kh", 791, 509),
    (*b"ki", 63, 587), (*b"km", 620, 683), (*b"kn", 326, 476), (*b"kp", 853, 313),
    (*b"kr", 855, 340), (*b"kw", 632, 391), (*b"ky", 274, 462), (*b"kz", 687, 255),
    (*b"la", 788, 468), (*b"lb", 600, 358), (*b"lc", 331, 501), (*b"li", 527, 263),
    (*b"lk", 724, 546), (*b"lr", 474, 554), (*b"ls", 578, 811), (*b"lt", 566, 205),
    (*b"lu", 517, 245), (*b"lv", 569, 194), (*b"ly", 550, 407), (*b"ma", 476, 387),
    (*b"mc", 521, 288), (*b"md", 579, 263), (*b"me", 553, 294), (*b"mf", 325, 471),
    (*b"mg", 630, 738), (*b"mh", 976, 549), (*b"mk", 560, 303), (*b"ml", 490, 476),
    (*b"mm", 768, 449), (*b"mn", 786, 265), (*b"mo", 815, 442), (*b"mp", 905, 492),
    (*b"mq", 331, 496), (*b"mr", 471, 456), (*b"ms", 327, 480), (*b"mt", 540, 344),
    (*b"mu", 660, 745), (*b"mv", 703, 556), (*b"mw", 595, 694), (*b"mx", 216, 429),
    (*b"my", 819, 574), (*b"mz", 599, 723), (*b"na", 548, 758), (*b"nc", 960, 752),
    (*b"ne", 526, 476), (*b"nf", 967, 807), (*b"ng", 522, 531), (*b"ni", 264, 508),
    (*b"nl", 516, 227), (*b"no", 534, 144), (*b"np", 733, 398), (*b"nr", 964, 604),
    (*b"nu", 28, 736), (*b"nz", 974, 914), (*b"om", 656, 453), (*b"pa", 277, 539),
    (*b"pe", 293, 665), (*b"pf", 85, 726), (*b"pg", 901, 647), (*b"ph", 837, 486),
    (*b"pk", 692, 387), (*b"pl", 554, 228), (*b"pm", 344, 265), (*b"pn", 144, 774),
    (*b"pr", 315, 470), (*b"ps", 598, 372), (*b"pt", 478, 317), (*b"pw", 874, 546),
    (*b"py", 338, 766), (*b"qa", 642, 419), (*b"re", 654, 751), (*b"ro", 569, 273),
    (*b"rs", 558, 284), (*b"ru", 764, 130), (*b"rw", 583, 614), (*b"sa", 624, 428),
    (*b"sb", 945, 669), (*b"sc", 654, 633), (*b"sd", 583, 486), (*b"se", 545, 154),
    (*b"sg", 788, 590), (*b"sh", 484, 714), (*b"si", 541, 271), (*b"sj", 544, 43),
    (*b"sk", 554, 252), (*b"sl", 467, 539), (*b"sm", 535, 286), (*b"sn", 460, 497),
    (*b"so", 627, 566), (*b"sr", 345, 570), (*b"ss", 584, 548), (*b"st", 518, 598),
    (*b"sv", 253, 502), (*b"sx", 325, 471), (*b"sy", 607, 350), (*b"sz", 587, 790),
    (*b"ta", 466, 865), (*b"tc", 301, 444), (*b"td", 552, 491), (*b"tf", 693, 952),
    (*b"tg", 503, 539), (*b"th", 781, 492), (*b"tj", 697, 325), (*b"tk", 23, 666),
    (*b"tl", 850, 663), (*b"tm", 665, 321), (*b"tn", 527, 357), (*b"to", 13, 751),
    (*b"tr", 598, 321), (*b"tt", 330, 526), (*b"tv", 998, 661), (*b"tw", 836, 430),
    (*b"tz", 597, 645), (*b"ua", 587, 249), (*b"ug", 590, 591), (*b"um", 50, 558),
    (*b"us", 225, 315), (*b"uy", 344, 834), (*b"uz", 676, 302), (*b"va", 535, 301),
    (*b"vc", 330, 505), (*b"ve", 316, 549), (*b"vg", 320, 468), (*b"vi", 320, 473),
    (*b"vn", 795, 482), (*b"vu", 963, 709), (*b"wf", 11, 695), (*b"ws", 21, 697),
    (*b"xk", 558, 296), (*b"ye", 632, 486), (*b"yt", 626, 691), (*b"za", 570, 807),
    (*b"zm", 577, 696), (*b"zw", 583, 736),
];

/// The fields with land, as columns and rows.
pub fn land() -> impl Iterator<Item = (usize, usize)> {
    let (columns, _) = FIELDS;
    LAND.into_iter().enumerate().flat_map(move |(row, fields)| {
        let is_land = move |column: &usize| fields >> (columns - 1 - column) & 1 == 1;
        (0..columns)
            .filter(is_land)
            .map(move |column| (column, row))
    })
}

/// Where a country is, by its code in any case: shares of the way from west to east and from north to
/// south. `None` where nobody knows it.
pub fn place_of(code: &str) -> Option<(f64, f64)> {
    let code: [u8; 2] = code.to_ascii_lowercase().as_bytes().try_into().ok()?;
    let place = PLACES
        .binary_search_by_key(&code, |(code, ..)| *code)
        .ok()?;
    let (_, x, y) = PLACES.get(place)?;
    Some((f64::from(*x) / 1000.0, f64::from(*y) / 1000.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_country_with_a_flag_has_a_place() {
        let flags = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/assets/flags"));
        let mut count = 0;
        for flag in flags.into_iter().flatten().flatten() {
            let name = flag.file_name().to_string_lossy().into_owned();
            let Some(code) = name.strip_suffix(".svg").filter(|code| code.len() == 2) else {
                continue;
            };
            assert!(place_of(code).is_some(), "{code}");
            count += 1;
        }
        assert!(count > 200, "{count}");
    }

    #[test]
    fn places_are_where_they_are() {
        let place = |code| place_of(code).unwrap_or_default();
        let (japan, germany, brazil) = (place("jp"), place("DE"), place("br"));
        assert!(japan.0 > germany.0 && germany.0 > brazil.0);
        assert!(brazil.1 > japan.1 && japan.1 > germany.1);
        for code in ["", "d", "deu", "zz", "é"] {
            assert_eq!(place_of(code), None, "{code}");
        }
    }

    #[test]
    fn the_middle_of_large_countries_is_land() {
        let land: Vec<_> = land().collect();
        for code in ["br", "cn", "us", "ru", "au", "in", "de", "cd"] {
            let (x, y) = place_of(code).unwrap_or_default();
            let is_there = |(column, row): &(usize, usize)| {
                let (left, top) = (*column as f64 / 128.0, *row as f64 / 64.0);
                (left..left + 1.0 / 128.0).contains(&x) && (top..top + 1.0 / 64.0).contains(&y)
            };
            assert!(land.iter().any(is_there), "{code}");
        }
        assert!((1_500..3_500).contains(&land.len()), "{}", land.len());
    }
}
