/** Short articles as the core would hand them over, one of each kind of content. */

export interface DemoArticle {
  path: string;
  title: string;
  language: string;
  direction: "ltr" | "rtl";
  redirects: string[];
  categories: string[];
  html: string;
}

const B = "pandect://demo/";

export const DEMO_ARTICLES: DemoArticle[] = [
  {
    path: "lighthouse",
    title: "Lighthouse",
    language: "en",
    direction: "ltr",
    redirects: ["Light station", "Pharology"],
    categories: ["Towers", "Navigation"],
    html: `<p class="hatnote">This article is about towers with a light; for the light itself, see <a href="${B}fresnel-lens">Fresnel lens</a>.</p>
<aside class="infobox"><table><caption>Lighthouse</caption><tbody>
<tr><th>Kind</th><td>Tower with a light</td></tr>
<tr><th>First known</th><td>Pharos of <a href="${B}alexandria" class="missing">Alexandria</a>, about 280 BC</td></tr>
<tr><th>Tallest</th><td>Jeddah Light, 133 m</td></tr>
<tr><th>Optics</th><td><a href="${B}fresnel-lens">Fresnel lens</a>, later LED</td></tr>
</tbody></table></aside>
<p class="lead">A <strong>lighthouse</strong> is a tower that sends out light from a system of lamps and <a href="${B}fresnel-lens">lenses</a>, to guide pilots at sea or on inland waterways. Lighthouses mark dangerous coasts, shoals, rocks and the way into harbours.<sup class="cite"><a href="#note-1">1</a></sup></p>
<p>Once used everywhere, they have become fewer, because their upkeep is dear and electronic systems do most of their work. Some 21,600 were in use in 2023.<sup class="cite"><a href="#note-2">2</a></sup></p>
<h2 id="s-history">History</h2>
<p>Before ports had clear entrances, sailors were guided by fires built on hilltops. Raising the fire made it seen from farther away, and placing it on a platform became the practice that led to the lighthouse. In antiquity a lighthouse served more as a mark for the entrance to a port than as a warning of reefs and promontories.</p>
<h3 id="s-antiquity">Antiquity</h3>
<p>The Pharos of Alexandria, built under Ptolemy II, is the one of which most is known. It stood for more than a thousand years and was brought down by earthquakes. Its height is given as one hundred metres or more, which made it one of the tallest buildings of its age.</p>
<blockquote><p>The tower upon it is of white stone, wonderfully built, with many storeys, and bears the same name as the island.</p></blockquote>
<h3 id="s-modern-times">Modern times</h3>
<p>The modern lighthouse begins with the turn of the eighteenth century, when the number of lighthouses grew with the trade across the Atlantic. John Smeaton's tower on the Eddystone rocks (1759) joined granite blocks with dovetails and marble dowels; its shape was taken from an oak, broad at the foot and narrowing upwards.</p>
<figure><img data-media="pandect://demo/media/tower.svg" alt="Drawing of a lighthouse tower beside the sea" width="640" height="360"><figcaption>A tower of granite, with its gallery and lantern.</figcaption></figure>
<p>Automation began with Gustaf Dalén's sun valve, which turned the gas down by day. In most countries the last keepers left in the 1990s; see also the <a href="pandect://atlas/keepers">keepers' registers</a> and the <a href="https://www.ialamarine.org/">international association</a>.</p>
<h2 id="s-light">The light</h2>
<p>The range of a light depends on its height. With the eye at height <math><mi>h</mi></math> and the lamp at <math><mi>H</mi></math>, both in metres, the light is seen as far as</p>
<div class="math"><math display="block"><mrow><mi>d</mi><mo>=</mo><mn>3.57</mn><mrow><mo>(</mo><msqrt><mi>h</mi></msqrt><mo>+</mo><msqrt><mi>H</mi></msqrt><mo>)</mo></mrow><mo>+</mo><munderover><mo>∑</mo><mrow><mi>k</mi><mo>=</mo><mn>1</mn></mrow><mi>n</mi></munderover><mfrac><mn>1</mn><msup><mi>k</mi><mn>2</mn></msup></mfrac></mrow></math></div>
<p>kilometres. Characteristics are written in a short form:</p>
<table><thead><tr><th>Abbreviation</th><th>Rhythm</th><th class="align-right">Period (s)</th><th>Colour</th><th>Example</th><th>Remarks</th></tr></thead><tbody>
<tr><td>Fl</td><td>Flashing: shorter light than dark</td><td class="align-right">10</td><td>White</td><td>Eddystone</td><td>Two flashes</td></tr>
<tr><td>Oc</td><td>Occulting: longer light than dark</td><td class="align-right">6</td><td>Red</td><td>Holyhead</td><td>Harbour light</td></tr>
<tr><td>Iso</td><td>Light and dark of the same length</td><td class="align-right">4</td><td>Green</td><td>Bremerhaven</td><td>Leading light</td></tr>
<tr><td>Q</td><td>Quick: fifty flashes a minute and more</td><td class="align-right">1.2</td><td>White</td><td>Kullen</td><td>Cardinal mark</td></tr>
</tbody></table>
<h3 id="s-reading-a-light">Reading a light</h3>
<p>The notation can be read by a small program:</p>
<pre><code class="language-python">def period(light: str) -> float:
    """Seconds of a characteristic such as 'Fl(2) 10s'."""
    last = light.split()[-1]
    return float(last.removesuffix("s"))
</code></pre>
<ul>
<li class="task done">count the flashes</li>
<li class="task open">time the whole period</li>
<li>compare with the list of lights, in the edition for the coast:
<ol><li>by region,</li><li>by number.</li></ol></li>
</ul>
<h2 id="s-keepers">Keepers</h2>
<p>A keeper trimmed the wicks, wound the clockwork that turned the lens, and kept the log. Life on a rock was lonely, and reliefs could be late for weeks in winter. <code>Wick</code> is still a name for keepers in some places.</p>
<p>Stories of keepers fill a shelf of their own, from ballads to novels.</p>
<h2 id="s-see-also">See also</h2>
<ul>
<li><a href="${B}fresnel-lens">Fresnel lens</a></li>
<li><a href="${B}manara">منارة</a></li>
<li><a href="${B}lightvessel">Lightvessel</a></li>
</ul>
<h2 id="s-sources">Sources</h2>
<ol class="sources">
<li id="note-1">Theresa Levitt, <em>A Short Bright Flash</em>, New York 2013. <a href="#cite-1">↑</a></li>
<li id="note-2">List of lights of the <a href="https://example.org/lists/of/lights?region=all">hydrographic offices</a>, 2023.</li>
</ol>
`,
  },
  {
    path: "fresnel-lens",
    title: "Fresnel lens",
    language: "en",
    direction: "ltr",
    redirects: ["Lighthouse lens"],
    categories: ["Optics"],
    html: `<p class="lead">A <strong>Fresnel lens</strong> is a compact lens made of rings, developed by Augustin-Jean Fresnel for <a href="${B}lighthouse">lighthouses</a>. It lets light be seen over greater distances with much less glass than a plain lens of the same power.</p>
<h2 id="s-principle">Principle</h2>
<p>Only the surface of a lens bends light; the glass between is ballast. Fresnel cut it away and kept the slopes, ring by ring. The outer rings work by total reflection.</p>
<h2 id="s-orders">Orders</h2>
<p>Lenses were made in six orders, from the first, 920 mm in focal length, for the ocean coast, to the sixth, 150 mm, for harbours.</p>
<h2 id="s-naivete">Naïveté and other words</h2>
<p>Señor Nuñez thought the résumé naïve; Straße, Łódź and Ångström follow.</p>
`,
  },
  {
    path: "lightvessel",
    title: "Lightvessel",
    language: "en",
    direction: "ltr",
    redirects: ["Lightship"],
    categories: ["Ships", "Navigation"],
    html: `<p class="lead">A <strong>lightvessel</strong>, or lightship, is a ship that does the work of a <a href="${B}lighthouse">lighthouse</a> where the water is too deep or the ground too soft for a tower.</p>
<h2 id="s-crew">Crew</h2>
<p>Eleven men served on a station, a third of them on leave ashore. The anchor was a mushroom of four tons. In gales the ship rode to three hundred fathoms of chain.</p>
`,
  },
  {
    path: "manara",
    title: "منارة",
    language: "ar",
    direction: "rtl",
    redirects: ["Manara"],
    categories: ["ملاحة"],
    html: `<aside class="infobox"><table><caption>منارة</caption><tbody><tr><th>النوع</th><td>برج ذو ضوء</td></tr><tr><th>الأقدم</th><td>فاروس الإسكندرية</td></tr></tbody></table></aside>
<p class="lead"><strong>المنارة</strong> برج يرسل الضوء من مجموعة من المصابيح و<a href="${B}fresnel-lens">العدسات</a> لهداية السفن في البحر (Lighthouse). وتقام المنارات على السواحل الخطرة وعند مداخل الموانئ.</p>
<h2 id="s-tarikh">التاريخ</h2>
<p>كانت منارة الإسكندرية، أو فاروس، من عجائب الدنيا السبع، وبنيت في عهد بطليموس الثاني نحو عام 280 قبل الميلاد.</p>
<ul><li>البرج الأول</li><li>البرج الثاني</li></ul>
`,
  },
  {
    path: "fog-signal",
    title: "Fog signal",
    language: "en",
    direction: "ltr",
    redirects: ["Foghorn"],
    categories: ["Sound"],
    html: `<p class="lead">A <strong>fog signal</strong> warns ships by sound where a <a href="${B}lighthouse">light</a> cannot be seen. The signals of each coast are in its <a href="${B}media/List%20of%20lights.pdf">list of lights</a>.</p>
<figure><video class="sound" data-media="${B}media/Foghorn.wav"></video><figcaption>A diaphone of 1903, recorded from the gallery.</figcaption></figure>
<h2 id="s-in-fog">In fog</h2>
<p>A beam that ends in grey after a hundred metres is of no use to anybody.<sup class="cite"><a href="#c-note-1">1</a></sup></p>
<figure><video class="film" data-media="${B}media/Beam%20in%20the%20fog.mp4" data-poster="${B}media/tower.svg"></video><figcaption>The beam seen from the boat.</figcaption></figure>
<figure><video class="film" data-media="${B}media/A_night_on_the_rock.webm"></video><figcaption>A night on the rock, in full length.</figcaption></figure>
<details><summary>How the horns were made</summary><h3 id="s-making">Making</h3><p>Cast bronze was <em id="c-turned">turned</em> to a thousandth of an inch.</p></details>
<h2 id="s-sources">Sources</h2>
<ol class="sources">
<li id="c-note-1"><span class="backlink"><b><a href="#c-mark-1">^</a></b></span> <cite>Alan Renton (2001). <i>Lost Sounds</i>.</cite> <a href="https://example.org/horns">Horns of the coast</a></li>
<li id="c-note-2">A keeper's letter of 1911. <a class="backlink" href="#c-mark-2">↑</a></li>
</ol>
<details class="navbox"><summary>Aids to navigation</summary><table><tbody>
<tr><th>Lights</th><td><ul><li><a href="${B}lighthouse">Lighthouse</a></li><li><a href="${B}lightvessel">Lightvessel</a></li><li><a href="${B}beacon" class="missing">Beacon</a></li></ul></td></tr>
<tr><th>Sounds</th><td><ul><li>Bell</li><li>Whistle</li><li>Diaphone</li><li>Explosive signal</li></ul></td></tr>
</tbody></table></details>
<details class="navbox"><summary>Sea fog by coast</summary><div><ul><li>Grand Banks</li><li>Namib</li><li>Sea of Okhotsk</li></ul></div></details>
`,
  },
  {
    path: "tide",
    title: "Tide",
    language: "en",
    direction: "ltr",
    redirects: ["Ebb", "Flood tide"],
    categories: ["Sea"],
    html: `<p class="lead"><strong>Tides</strong> are the rise and fall of the sea, caused by the pull of the Moon and the Sun and by the turning of the Earth.</p>
<h2 id="s-rhythm">Rhythm</h2>
<p>Most coasts have two high waters and two low waters a day. <a href="${B}lighthouse#history">Lighthouses</a> near the Bay of Fundy stand on ground that falls dry by fifteen metres.</p>
`,
  },
];
