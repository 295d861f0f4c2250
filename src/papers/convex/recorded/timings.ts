// Written by `node bench/convex.ts --long --record`: see ../timings.ts for the columns.
import type { Recorded } from '../timings.ts';

export const recorded: Recorded = {
  date: '2026-11-26',
  cpu: 'AMD EPYC',
  cores: 2,
  table: `
iteration	n and P	80	10	20	ADMM (Algorithm 3.1)			1	0.000066498	0.000066498	-	-	-
iteration	n and P	80	10	20	accelerated ADMM			1	0.000038587	0.000038587	-	-	-
iteration	n and P	80	10	20	interior point			1	0.00060077	0.00060077	-	-	-
iteration	n and P	80	10	20	ADMM (Algorithm 3.1)			2	0.0000681	0.0000681	-	-	-
iteration	n and P	80	10	20	accelerated ADMM			2	0.000038888	0.000038888	-	-	-
iteration	n and P	80	10	20	interior point			2	0.00059493	0.00059493	-	-	-
iteration	n and P	80	10	20	ADMM (Algorithm 3.1)			3	0.000070164	0.000070164	-	-	-
iteration	n and P	80	10	20	accelerated ADMM			3	0.000040029	0.000040029	-	-	-
iteration	n and P	80	10	20	interior point			3	0.000608	0.000608	-	-	-
iteration	n and P	80	10	20	ADMM (Algorithm 3.1)			4	0.000066068	0.000066068	-	-	-
iteration	n and P	80	10	20	accelerated ADMM			4	0.000039349	0.000039349	-	-	-
iteration	n and P	80	10	20	interior point			4	0.00060032	0.00060032	-	-	-
iteration	n and P	80	10	20	ADMM (Algorithm 3.1)			5	0.000069843	0.000069843	-	-	-
iteration	n and P	80	10	20	accelerated ADMM			5	0.000042082	0.000042082	-	-	-
iteration	n and P	80	10	20	interior point			5	0.00060506	0.00060506	-	-	-
iteration	n and P	160	10	40	ADMM (Algorithm 3.1)			1	0.00025569	0.00025569	-	-	-
iteration	n and P	160	10	40	accelerated ADMM			1	0.00013692	0.00013692	-	-	-
iteration	n and P	160	10	40	interior point			1	0.0020966	0.0020966	-	-	-
iteration	n and P	160	10	40	ADMM (Algorithm 3.1)			2	0.00024988	0.00024988	-	-	-
iteration	n and P	160	10	40	accelerated ADMM			2	0.00013518	0.00013518	-	-	-
iteration	n and P	160	10	40	interior point			2	0.0021066	0.0021066	-	-	-
iteration	n and P	160	10	40	ADMM (Algorithm 3.1)			3	0.0002471	0.0002471	-	-	-
iteration	n and P	160	10	40	accelerated ADMM			3	0.00013247	0.00013247	-	-	-
iteration	n and P	160	10	40	interior point			3	0.0023013	0.0023013	-	-	-
iteration	n and P	160	10	40	ADMM (Algorithm 3.1)			4	0.00024949	0.00024949	-	-	-
iteration	n and P	160	10	40	accelerated ADMM			4	0.00013129	0.00013129	-	-	-
iteration	n and P	160	10	40	interior point			4	0.0020939	0.0020939	-	-	-
iteration	n and P	160	10	40	ADMM (Algorithm 3.1)			5	0.00024759	0.00024759	-	-	-
iteration	n and P	160	10	40	accelerated ADMM			5	0.00013194	0.00013194	-	-	-
iteration	n and P	160	10	40	interior point			5	0.0020934	0.0020934	-	-	-
iteration	n and P	320	10	80	ADMM (Algorithm 3.1)			1	0.0011911	0.0011911	-	-	-
iteration	n and P	320	10	80	accelerated ADMM			1	0.00049931	0.00049931	-	-	-
iteration	n and P	320	10	80	interior point			1	0.0089284	0.0089284	-	-	-
iteration	n and P	320	10	80	ADMM (Algorithm 3.1)			2	0.0012938	0.0012938	-	-	-
iteration	n and P	320	10	80	accelerated ADMM			2	0.00052384	0.00052384	-	-	-
iteration	n and P	320	10	80	interior point			2	0.0094972	0.0094972	-	-	-
iteration	n and P	320	10	80	ADMM (Algorithm 3.1)			3	0.0011725	0.0011725	-	-	-
iteration	n and P	320	10	80	accelerated ADMM			3	0.00055527	0.00055527	-	-	-
iteration	n and P	320	10	80	interior point			3	0.010342	0.010342	-	-	-
iteration	n and P	320	10	80	ADMM (Algorithm 3.1)			4	0.0013084	0.0013084	-	-	-
iteration	n and P	320	10	80	accelerated ADMM			4	0.00051595	0.00051595	-	-	-
iteration	n and P	320	10	80	interior point			4	0.0099761	0.0099761	-	-	-
iteration	n and P	320	10	80	ADMM (Algorithm 3.1)			5	0.0011329	0.0011329	-	-	-
iteration	n and P	320	10	80	accelerated ADMM			5	0.00049283	0.00049283	-	-	-
iteration	n and P	320	10	80	interior point			5	0.0091184	0.0091184	-	-	-
iteration	n and P	640	10	160	ADMM (Algorithm 3.1)			1	0.0068717	0.0068717	-	-	-
iteration	n and P	640	10	160	accelerated ADMM			1	0.0022286	0.0022286	-	-	-
iteration	n and P	640	10	160	interior point			1	0.046239	0.046239	-	-	-
iteration	n and P	640	10	160	ADMM (Algorithm 3.1)			2	0.0067126	0.0067126	-	-	-
iteration	n and P	640	10	160	accelerated ADMM			2	0.0022699	0.0022699	-	-	-
iteration	n and P	640	10	160	interior point			2	0.046521	0.046521	-	-	-
iteration	n and P	640	10	160	ADMM (Algorithm 3.1)			3	0.0066417	0.0066417	-	-	-
iteration	n and P	640	10	160	accelerated ADMM			3	0.0021181	0.0021181	-	-	-
iteration	n and P	640	10	160	interior point			3	0.047239	0.047239	-	-	-
iteration	n and P	640	10	160	ADMM (Algorithm 3.1)			4	0.0071153	0.0071153	-	-	-
iteration	n and P	640	10	160	accelerated ADMM			4	0.0021757	0.0021757	-	-	-
iteration	n and P	640	10	160	interior point			4	0.046569	0.046569	-	-	-
iteration	n and P	640	10	160	ADMM (Algorithm 3.1)			5	0.0067991	0.0067991	-	-	-
iteration	n and P	640	10	160	accelerated ADMM			5	0.0021562	0.0021562	-	-	-
iteration	n and P	640	10	160	interior point			5	0.046511	0.046511	-	-	-
iteration	n	100	10	25	ADMM (Algorithm 3.1)			1	0.00010213	0.00010213	-	-	-
iteration	n	100	10	25	accelerated ADMM			1	0.000055553	0.000055553	-	-	-
iteration	n	100	10	25	interior point			1	0.00085145	0.00085145	-	-	-
iteration	n	100	10	25	ADMM (Algorithm 3.1)			2	0.00010136	0.00010136	-	-	-
iteration	n	100	10	25	accelerated ADMM			2	0.000056594	0.000056594	-	-	-
iteration	n	100	10	25	interior point			2	0.00085311	0.00085311	-	-	-
iteration	n	100	10	25	ADMM (Algorithm 3.1)			3	0.00010313	0.00010313	-	-	-
iteration	n	100	10	25	accelerated ADMM			3	0.000055663	0.000055663	-	-	-
iteration	n	100	10	25	interior point			3	0.00085511	0.00085511	-	-	-
iteration	n	100	10	25	ADMM (Algorithm 3.1)			4	0.00010434	0.00010434	-	-	-
iteration	n	100	10	25	accelerated ADMM			4	0.000057595	0.000057595	-	-	-
iteration	n	100	10	25	interior point			4	0.00085817	0.00085817	-	-	-
iteration	n	100	10	25	ADMM (Algorithm 3.1)			5	0.00010558	0.00010558	-	-	-
iteration	n	100	10	25	accelerated ADMM			5	0.000056804	0.000056804	-	-	-
iteration	n	100	10	25	interior point			5	0.00084765	0.00084765	-	-	-
iteration	n	200	10	25	ADMM (Algorithm 3.1)			1	0.00015026	0.00015026	-	-	-
iteration	n	200	10	25	accelerated ADMM			1	0.00011106	0.00011106	-	-	-
iteration	n	200	10	25	interior point			1	0.0060381	0.0060381	-	-	-
iteration	n	200	10	25	ADMM (Algorithm 3.1)			2	0.00015122	0.00015122	-	-	-
iteration	n	200	10	25	accelerated ADMM			2	0.00011115	0.00011115	-	-	-
iteration	n	200	10	25	interior point			2	0.0016661	0.0016661	-	-	-
iteration	n	200	10	25	ADMM (Algorithm 3.1)			3	0.00015146	0.00015146	-	-	-
iteration	n	200	10	25	accelerated ADMM			3	0.00010823	0.00010823	-	-	-
iteration	n	200	10	25	interior point			3	0.0017678	0.0017678	-	-	-
iteration	n	200	10	25	ADMM (Algorithm 3.1)			4	0.000156	0.000156	-	-	-
iteration	n	200	10	25	accelerated ADMM			4	0.00010893	0.00010893	-	-	-
iteration	n	200	10	25	interior point			4	0.0016138	0.0016138	-	-	-
iteration	n	200	10	25	ADMM (Algorithm 3.1)			5	0.00015342	0.00015342	-	-	-
iteration	n	200	10	25	accelerated ADMM			5	0.00010999	0.00010999	-	-	-
iteration	n	200	10	25	interior point			5	0.0016092	0.0016092	-	-	-
iteration	n	400	10	25	ADMM (Algorithm 3.1)			1	0.00025559	0.00025559	-	-	-
iteration	n	400	10	25	accelerated ADMM			1	0.00018145	0.00018145	-	-	-
iteration	n	400	10	25	interior point			1	0.0024082	0.0024082	-	-	-
iteration	n	400	10	25	ADMM (Algorithm 3.1)			2	0.00024483	0.00024483	-	-	-
iteration	n	400	10	25	accelerated ADMM			2	0.00017518	0.00017518	-	-	-
iteration	n	400	10	25	interior point			2	0.0024225	0.0024225	-	-	-
iteration	n	400	10	25	ADMM (Algorithm 3.1)			3	0.00025187	0.00025187	-	-	-
iteration	n	400	10	25	accelerated ADMM			3	0.00025099	0.00025099	-	-	-
iteration	n	400	10	25	interior point			3	0.0022503	0.0022503	-	-	-
iteration	n	400	10	25	ADMM (Algorithm 3.1)			4	0.0002523	0.0002523	-	-	-
iteration	n	400	10	25	accelerated ADMM			4	0.00017347	0.00017347	-	-	-
iteration	n	400	10	25	interior point			4	0.0022373	0.0022373	-	-	-
iteration	n	400	10	25	ADMM (Algorithm 3.1)			5	0.0002489	0.0002489	-	-	-
iteration	n	400	10	25	accelerated ADMM			5	0.00016843	0.00016843	-	-	-
iteration	n	400	10	25	interior point			5	0.0022257	0.0022257	-	-	-
iteration	n	800	10	25	ADMM (Algorithm 3.1)			1	0.00043981	0.00043981	-	-	-
iteration	n	800	10	25	accelerated ADMM			1	0.00032424	0.00032424	-	-	-
iteration	n	800	10	25	interior point			1	0.0038989	0.0038989	-	-	-
iteration	n	800	10	25	ADMM (Algorithm 3.1)			2	0.00044278	0.00044278	-	-	-
iteration	n	800	10	25	accelerated ADMM			2	0.00034387	0.00034387	-	-	-
iteration	n	800	10	25	interior point			2	0.0037779	0.0037779	-	-	-
iteration	n	800	10	25	ADMM (Algorithm 3.1)			3	0.00045338	0.00045338	-	-	-
iteration	n	800	10	25	accelerated ADMM			3	0.00032148	0.00032148	-	-	-
iteration	n	800	10	25	interior point			3	0.0038336	0.0038336	-	-	-
iteration	n	800	10	25	ADMM (Algorithm 3.1)			4	0.0004508	0.0004508	-	-	-
iteration	n	800	10	25	accelerated ADMM			4	0.00036971	0.00036971	-	-	-
iteration	n	800	10	25	interior point			4	0.0038218	0.0038218	-	-	-
iteration	n	800	10	25	ADMM (Algorithm 3.1)			5	0.00044557	0.00044557	-	-	-
iteration	n	800	10	25	accelerated ADMM			5	0.00032519	0.00032519	-	-	-
iteration	n	800	10	25	interior point			5	0.0037587	0.0037587	-	-	-
iteration	d	200	10	10	ADMM (Algorithm 3.1)			1	0.000050805	0.000050805	-	-	-
iteration	d	200	10	10	accelerated ADMM			1	0.00003407	0.00003407	-	-	-
iteration	d	200	10	10	interior point			1	0.00047598	0.00047598	-	-	-
iteration	d	200	10	10	ADMM (Algorithm 3.1)			2	0.000048112	0.000048112	-	-	-
iteration	d	200	10	10	accelerated ADMM			2	0.000035122	0.000035122	-	-	-
iteration	d	200	10	10	interior point			2	0.00047913	0.00047913	-	-	-
iteration	d	200	10	10	ADMM (Algorithm 3.1)			3	0.000050054	0.000050054	-	-	-
iteration	d	200	10	10	accelerated ADMM			3	0.000034601	0.000034601	-	-	-
iteration	d	200	10	10	interior point			3	0.00048182	0.00048182	-	-	-
iteration	d	200	10	10	ADMM (Algorithm 3.1)			4	0.000047541	0.000047541	-	-	-
iteration	d	200	10	10	accelerated ADMM			4	0.000035292	0.000035292	-	-	-
iteration	d	200	10	10	interior point			4	0.00048378	0.00048378	-	-	-
iteration	d	200	10	10	ADMM (Algorithm 3.1)			5	0.00004742	0.00004742	-	-	-
iteration	d	200	10	10	accelerated ADMM			5	0.00003412	0.00003412	-	-	-
iteration	d	200	10	10	interior point			5	0.00048703	0.00048703	-	-	-
iteration	d	200	20	10	ADMM (Algorithm 3.1)			1	0.000078376	0.000078376	-	-	-
iteration	d	200	20	10	accelerated ADMM			1	0.000050134	0.000050134	-	-	-
iteration	d	200	20	10	interior point			1	0.00085612	0.00085612	-	-	-
iteration	d	200	20	10	ADMM (Algorithm 3.1)			2	0.000082302	0.000082302	-	-	-
iteration	d	200	20	10	accelerated ADMM			2	0.000050165	0.000050165	-	-	-
iteration	d	200	20	10	interior point			2	0.00086651	0.00086651	-	-	-
iteration	d	200	20	10	ADMM (Algorithm 3.1)			3	0.000078707	0.000078707	-	-	-
iteration	d	200	20	10	accelerated ADMM			3	0.000050255	0.000050255	-	-	-
iteration	d	200	20	10	interior point			3	0.00085763	0.00085763	-	-	-
iteration	d	200	20	10	ADMM (Algorithm 3.1)			4	0.000080088	0.000080088	-	-	-
iteration	d	200	20	10	accelerated ADMM			4	0.000049703	0.000049703	-	-	-
iteration	d	200	20	10	interior point			4	0.00086111	0.00086111	-	-	-
iteration	d	200	20	10	ADMM (Algorithm 3.1)			5	0.000079828	0.000079828	-	-	-
iteration	d	200	20	10	accelerated ADMM			5	0.000051116	0.000051116	-	-	-
iteration	d	200	20	10	interior point			5	0.00085201	0.00085201	-	-	-
iteration	d	200	40	10	ADMM (Algorithm 3.1)			1	0.00019059	0.00019059	-	-	-
iteration	d	200	40	10	accelerated ADMM			1	0.00013558	0.00013558	-	-	-
iteration	d	200	40	10	interior point			1	0.0019888	0.0019888	-	-	-
iteration	d	200	40	10	ADMM (Algorithm 3.1)			2	0.00019009	0.00019009	-	-	-
iteration	d	200	40	10	accelerated ADMM			2	0.00010595	0.00010595	-	-	-
iteration	d	200	40	10	interior point			2	0.0020133	0.0020133	-	-	-
iteration	d	200	40	10	ADMM (Algorithm 3.1)			3	0.00019142	0.00019142	-	-	-
iteration	d	200	40	10	accelerated ADMM			3	0.00010553	0.00010553	-	-	-
iteration	d	200	40	10	interior point			3	0.0019819	0.0019819	-	-	-
iteration	d	200	40	10	ADMM (Algorithm 3.1)			4	0.00018305	0.00018305	-	-	-
iteration	d	200	40	10	accelerated ADMM			4	0.00010472	0.00010472	-	-	-
iteration	d	200	40	10	interior point			4	0.0019754	0.0019754	-	-	-
iteration	d	200	40	10	ADMM (Algorithm 3.1)			5	0.00018843	0.00018843	-	-	-
iteration	d	200	40	10	accelerated ADMM			5	0.0001038	0.0001038	-	-	-
iteration	d	200	40	10	interior point			5	0.0019769	0.0019769	-	-	-
iteration	d	200	80	10	ADMM (Algorithm 3.1)			1	0.00057942	0.00057942	-	-	-
iteration	d	200	80	10	accelerated ADMM			1	0.00017419	0.00017419	-	-	-
iteration	d	200	80	10	interior point			1	0.005416	0.005416	-	-	-
iteration	d	200	80	10	ADMM (Algorithm 3.1)			2	0.00057429	0.00057429	-	-	-
iteration	d	200	80	10	accelerated ADMM			2	0.00018217	0.00018217	-	-	-
iteration	d	200	80	10	interior point			2	0.0054426	0.0054426	-	-	-
iteration	d	200	80	10	ADMM (Algorithm 3.1)			3	0.00058035	0.00058035	-	-	-
iteration	d	200	80	10	accelerated ADMM			3	0.0001708	0.0001708	-	-	-
iteration	d	200	80	10	interior point			3	0.0053558	0.0053558	-	-	-
iteration	d	200	80	10	ADMM (Algorithm 3.1)			4	0.00059212	0.00059212	-	-	-
iteration	d	200	80	10	accelerated ADMM			4	0.00017427	0.00017427	-	-	-
iteration	d	200	80	10	interior point			4	0.0053645	0.0053645	-	-	-
iteration	d	200	80	10	ADMM (Algorithm 3.1)			5	0.00057555	0.00057555	-	-	-
iteration	d	200	80	10	accelerated ADMM			5	0.00016812	0.00016812	-	-	-
iteration	d	200	80	10	interior point			5	0.0056224	0.0056224	-	-	-
iteration	P	200	20	10	ADMM (Algorithm 3.1)			1	0.000078026	0.000078026	-	-	-
iteration	P	200	20	10	accelerated ADMM			1	0.000050175	0.000050175	-	-	-
iteration	P	200	20	10	interior point			1	0.00086234	0.00086234	-	-	-
iteration	P	200	20	10	ADMM (Algorithm 3.1)			2	0.000079908	0.000079908	-	-	-
iteration	P	200	20	10	accelerated ADMM			2	0.000050014	0.000050014	-	-	-
iteration	P	200	20	10	interior point			2	0.00085798	0.00085798	-	-	-
iteration	P	200	20	10	ADMM (Algorithm 3.1)			3	0.000079147	0.000079147	-	-	-
iteration	P	200	20	10	accelerated ADMM			3	0.000050425	0.000050425	-	-	-
iteration	P	200	20	10	interior point			3	0.00086102	0.00086102	-	-	-
iteration	P	200	20	10	ADMM (Algorithm 3.1)			4	0.00008095	0.00008095	-	-	-
iteration	P	200	20	10	accelerated ADMM			4	0.000050805	0.000050805	-	-	-
iteration	P	200	20	10	interior point			4	0.00085028	0.00085028	-	-	-
iteration	P	200	20	10	ADMM (Algorithm 3.1)			5	0.000079568	0.000079568	-	-	-
iteration	P	200	20	10	accelerated ADMM			5	0.000050735	0.000050735	-	-	-
iteration	P	200	20	10	interior point			5	0.00086237	0.00086237	-	-	-
iteration	P	200	20	20	ADMM (Algorithm 3.1)			1	0.00021575	0.00021575	-	-	-
iteration	P	200	20	20	accelerated ADMM			1	0.00011323	0.00011323	-	-	-
iteration	P	200	20	20	interior point			1	0.0018845	0.0018845	-	-	-
iteration	P	200	20	20	ADMM (Algorithm 3.1)			2	0.00021358	0.00021358	-	-	-
iteration	P	200	20	20	accelerated ADMM			2	0.00010977	0.00010977	-	-	-
iteration	P	200	20	20	interior point			2	0.0018864	0.0018864	-	-	-
iteration	P	200	20	20	ADMM (Algorithm 3.1)			3	0.00021277	0.00021277	-	-	-
iteration	P	200	20	20	accelerated ADMM			3	0.0001115	0.0001115	-	-	-
iteration	P	200	20	20	interior point			3	0.0019064	0.0019064	-	-	-
iteration	P	200	20	20	ADMM (Algorithm 3.1)			4	0.00022048	0.00022048	-	-	-
iteration	P	200	20	20	accelerated ADMM			4	0.00011036	0.00011036	-	-	-
iteration	P	200	20	20	interior point			4	0.0018919	0.0018919	-	-	-
iteration	P	200	20	20	ADMM (Algorithm 3.1)			5	0.00021081	0.00021081	-	-	-
iteration	P	200	20	20	accelerated ADMM			5	0.00018969	0.00018969	-	-	-
iteration	P	200	20	20	interior point			5	0.0019135	0.0019135	-	-	-
iteration	P	200	20	40	ADMM (Algorithm 3.1)			1	0.00072404	0.00072404	-	-	-
iteration	P	200	20	40	accelerated ADMM			1	0.00020863	0.00020863	-	-	-
iteration	P	200	20	40	interior point			1	0.0034701	0.0034701	-	-	-
iteration	P	200	20	40	ADMM (Algorithm 3.1)			2	0.00076111	0.00076111	-	-	-
iteration	P	200	20	40	accelerated ADMM			2	0.0002062	0.0002062	-	-	-
iteration	P	200	20	40	interior point			2	0.0034632	0.0034632	-	-	-
iteration	P	200	20	40	ADMM (Algorithm 3.1)			3	0.00068682	0.00068682	-	-	-
iteration	P	200	20	40	accelerated ADMM			3	0.00021782	0.00021782	-	-	-
iteration	P	200	20	40	interior point			3	0.0034794	0.0034794	-	-	-
iteration	P	200	20	40	ADMM (Algorithm 3.1)			4	0.00071069	0.00071069	-	-	-
iteration	P	200	20	40	accelerated ADMM			4	0.00020311	0.00020311	-	-	-
iteration	P	200	20	40	interior point			4	0.0034248	0.0034248	-	-	-
iteration	P	200	20	40	ADMM (Algorithm 3.1)			5	0.00072052	0.00072052	-	-	-
iteration	P	200	20	40	accelerated ADMM			5	0.00020815	0.00020815	-	-	-
iteration	P	200	20	40	interior point			5	0.003468	0.003468	-	-	-
iteration	P	200	20	80	ADMM (Algorithm 3.1)			1	0.0051522	0.0051522	-	-	-
iteration	P	200	20	80	accelerated ADMM			1	0.00041237	0.00041237	-	-	-
iteration	P	200	20	80	interior point			1	0.0068522	0.0068522	-	-	-
iteration	P	200	20	80	ADMM (Algorithm 3.1)			2	0.004775	0.004775	-	-	-
iteration	P	200	20	80	accelerated ADMM			2	0.00040548	0.00040548	-	-	-
iteration	P	200	20	80	interior point			2	0.0069264	0.0069264	-	-	-
iteration	P	200	20	80	ADMM (Algorithm 3.1)			3	0.0048893	0.0048893	-	-	-
iteration	P	200	20	80	accelerated ADMM			3	0.00040047	0.00040047	-	-	-
iteration	P	200	20	80	interior point			3	0.0069049	0.0069049	-	-	-
iteration	P	200	20	80	ADMM (Algorithm 3.1)			4	0.0046821	0.0046821	-	-	-
iteration	P	200	20	80	accelerated ADMM			4	0.00040498	0.00040498	-	-	-
iteration	P	200	20	80	interior point			4	0.0068199	0.0068199	-	-	-
iteration	P	200	20	80	ADMM (Algorithm 3.1)			5	0.0045778	0.0045778	-	-	-
iteration	P	200	20	80	accelerated ADMM			5	0.00040233	0.00040233	-	-	-
iteration	P	200	20	80	interior point			5	0.0068628	0.0068628	-	-	-
size	n and P	40	10	10	ADMM (Algorithm 3.1)		0.001	1	0.01906	0.01906	0.00048163	0.12006	-
size	n and P	40	10	10	accelerated ADMM		0.001	1	0.018467	0.018467	0.00040826	0.12006	-
size	n and P	40	10	10	interior point		0.001	1	0.013965	0.013965	0.00039643	0.12005	-
size	n and P	40	10	10	CVXPY, Clarabel	0.11.1	0.0001	1	0.043628	0.0085839	0.00017618	0.12003	-
size	n and P	40	10	10	CVXPY, Clarabel	0.11.1	0.000001	1	0.046514	0.0097793	0.0000041433	0.12001	-
size	n and P	40	10	10	CVXPY, ECOS	2.0.14	0.0001	1	0.043526	0.0077162	0.0000058136	0.12001	-
size	n and P	40	10	10	CVXPY, ECOS	2.0.14	0.000001	1	0.045199	0.0089139	9.8574e-9	0.12001	-
size	n and P	40	10	10	CVXPY, SCS	3.3.1	0.0001	1	0.11185	0.068734	0.00047111	0.12002	-
size	n and P	40	10	10	CVXPY, SCS	3.3.1	0.000001	1	0.12436	0.081762	0.0000055413	0.12001	-
size	n and P	40	10	10	ADMM (Algorithm 3.1)		0.001	2	0.017883	0.017883	0.00078844	0.10955	-
size	n and P	40	10	10	accelerated ADMM		0.001	2	0.016555	0.016555	0.00030145	0.10951	-
size	n and P	40	10	10	interior point		0.001	2	0.0087987	0.0087987	0.00026132	0.10951	-
size	n and P	40	10	10	CVXPY, Clarabel	0.11.1	0.0001	2	0.045068	0.0078203	0.00032189	0.10951	-
size	n and P	40	10	10	CVXPY, Clarabel	0.11.1	0.000001	2	0.045386	0.0093819	0.0000010133	0.10948	-
size	n and P	40	10	10	CVXPY, ECOS	2.0.14	0.0001	2	0.044452	0.0084611	0.0000032483	0.10948	-
size	n and P	40	10	10	CVXPY, ECOS	2.0.14	0.000001	2	0.045909	0.0096708	4.8534e-9	0.10948	-
size	n and P	40	10	10	CVXPY, SCS	3.3.1	0.0001	2	0.10844	0.064323	0.000083564	0.10948	-
size	n and P	40	10	10	CVXPY, SCS	3.3.1	0.000001	2	0.11662	0.073747	1.7692e-7	0.10948	-
size	n and P	40	10	10	ADMM (Algorithm 3.1)		0.001	3	0.017409	0.017409	0.00092586	0.19193	-
size	n and P	40	10	10	accelerated ADMM		0.001	3	0.030845	0.030845	0.00040993	0.19184	-
size	n and P	40	10	10	interior point		0.001	3	0.0081474	0.0081474	0.00028488	0.19182	-
size	n and P	40	10	10	CVXPY, Clarabel	0.11.1	0.0001	3	0.043696	0.0080094	0.00010604	0.19178	-
size	n and P	40	10	10	CVXPY, Clarabel	0.11.1	0.000001	3	0.044488	0.009091	8.4277e-7	0.19176	-
size	n and P	40	10	10	CVXPY, ECOS	2.0.14	0.0001	3	0.043961	0.0079877	0.0000019863	0.19176	-
size	n and P	40	10	10	CVXPY, ECOS	2.0.14	0.000001	3	0.045829	0.0085539	3.8995e-8	0.19176	-
size	n and P	40	10	10	CVXPY, SCS	3.3.1	0.0001	3	0.16827	0.12295	0.0003985	0.19178	-
size	n and P	40	10	10	CVXPY, SCS	3.3.1	0.000001	3	0.17461	0.1324	0.0000016659	0.19176	-
size	n and P	80	10	20	ADMM (Algorithm 3.1)		0.001	1	0.16104	0.16104	0.00078505	0.55371	-
size	n and P	80	10	20	accelerated ADMM		0.001	1	0.068961	0.068961	0.00092293	0.55388	-
size	n and P	80	10	20	interior point		0.001	1	0.029046	0.029046	0.00059673	0.55369	-
size	n and P	80	10	20	CVXPY, Clarabel	0.11.1	0.0001	1	0.099782	0.033601	0.00061466	0.5537	-
size	n and P	80	10	20	CVXPY, Clarabel	0.11.1	0.000001	1	0.10583	0.03983	0.0000073383	0.55338	-
size	n and P	80	10	20	CVXPY, ECOS	2.0.14	0.0001	1	0.10508	0.037044	0.0000057289	0.55338	-
size	n and P	80	10	20	CVXPY, ECOS	2.0.14	0.000001	1	0.1062	0.039914	1.4363e-7	0.55338	-
size	n and P	80	10	20	CVXPY, SCS	3.3.1	0.0001	1	0.40039	0.30823	0.00065187	0.55348	-
size	n and P	80	10	20	CVXPY, SCS	3.3.1	0.000001	1	0.53	0.43475	0.000011353	0.55339	-
size	n and P	80	10	20	ADMM (Algorithm 3.1)		0.001	2	0.15579	0.15579	0.00082685	0.48199	-
size	n and P	80	10	20	accelerated ADMM		0.001	2	0.070164	0.070164	0.00065188	0.48193	-
size	n and P	80	10	20	interior point		0.001	2	0.022591	0.022591	0.00038639	0.4818	-
size	n and P	80	10	20	CVXPY, Clarabel	0.11.1	0.0001	2	0.10041	0.035569	0.0027251	0.48204	-
size	n and P	80	10	20	CVXPY, Clarabel	0.11.1	0.000001	2	0.10869	0.044041	0.0000048132	0.48163	-
size	n and P	80	10	20	CVXPY, ECOS	2.0.14	0.0001	2	0.11245	0.041254	0.0000089043	0.48164	-
size	n and P	80	10	20	CVXPY, ECOS	2.0.14	0.000001	2	0.11175	0.043922	1.681e-8	0.48163	-
size	n and P	80	10	20	CVXPY, SCS	3.3.1	0.0001	2	0.40654	0.31359	0.0013072	0.48195	-
size	n and P	80	10	20	CVXPY, SCS	3.3.1	0.000001	2	0.47474	0.3831	0.0000069411	0.48164	-
size	n and P	80	10	20	ADMM (Algorithm 3.1)		0.001	3	0.13352	0.13352	0.00042571	0.49644	-
size	n and P	80	10	20	accelerated ADMM		0.001	3	0.061335	0.061335	0.00061723	0.4966	-
size	n and P	80	10	20	interior point		0.001	3	0.022034	0.022034	0.00021739	0.49639	-
size	n and P	80	10	20	CVXPY, Clarabel	0.11.1	0.0001	3	0.1027	0.036048	0.0032692	0.49695	-
size	n and P	80	10	20	CVXPY, Clarabel	0.11.1	0.000001	3	0.11132	0.043955	0.000016086	0.49631	-
size	n and P	80	10	20	CVXPY, ECOS	2.0.14	0.0001	3	0.11853	0.050954	0.0000068754	0.49631	-
size	n and P	80	10	20	CVXPY, ECOS	2.0.14	0.000001	3	0.1239	0.054213	3.6114e-8	0.49631	-
size	n and P	80	10	20	CVXPY, SCS	3.3.1	0.0001	3	0.29864	0.20321	0.00045909	0.49647	-
size	n and P	80	10	20	CVXPY, SCS	3.3.1	0.000001	3	0.3558	0.26533	0.000010791	0.49631	-
size	n and P	160	10	40	ADMM (Algorithm 3.1)		0.001	1	1.8118	1.8118	0.00076449	1.517	-
size	n and P	160	10	40	accelerated ADMM		0.001	1	0.88003	0.88003	0.00099828	1.5176	-
size	n and P	160	10	40	interior point		0.001	1	0.084641	0.084641	0.00023295	1.5165	-
size	n and P	160	10	40	CVXPY, Clarabel	0.11.1	0.0001	1	0.37841	0.19998	0.0037885	1.5178	-
size	n and P	160	10	40	CVXPY, Clarabel	0.11.1	0.000001	1	0.43583	0.2549	0.0000041681	1.5162	-
size	n and P	160	10	40	CVXPY, ECOS	2.0.14	0.0001	1	0.46694	0.27345	0.0000017997	1.5162	-
size	n and P	160	10	40	CVXPY, ECOS	2.0.14	0.000001	1	0.47609	0.28377	2.0655e-8	1.5162	-
size	n and P	160	10	40	CVXPY, SCS	3.3.1	0.0001	1	1.3813	1.1137	0.011458	1.5174	-
size	n and P	160	10	40	CVXPY, SCS	3.3.1	0.000001	1	2.4677	2.1101	0.000015406	1.5162	-
size	n and P	160	10	40	ADMM (Algorithm 3.1)		0.001	2	2.2224	2.2224	0.00051644	1.4559	-
size	n and P	160	10	40	accelerated ADMM		0.001	2	1.6143	1.6143	0.00092207	1.4565	-
size	n and P	160	10	40	interior point		0.001	2	0.09374	0.09374	0.00039853	1.4559	-
size	n and P	160	10	40	CVXPY, Clarabel	0.11.1	0.0001	2	0.40155	0.2013	0.0045296	1.457	-
size	n and P	160	10	40	CVXPY, Clarabel	0.11.1	0.000001	2	0.44151	0.263	0.000021368	1.4555	-
size	n and P	160	10	40	CVXPY, ECOS	2.0.14	0.0001	2	0.48367	0.28992	0.000010276	1.4555	-
size	n and P	160	10	40	CVXPY, ECOS	2.0.14	0.000001	2	0.52099	0.32111	1.751e-8	1.4555	-
size	n and P	160	10	40	CVXPY, SCS	3.3.1	0.0001	2	1.2533	0.9714	0.0033695	1.4601	-
size	n and P	160	10	40	CVXPY, SCS	3.3.1	0.000001	2	2.4884	2.2126	0.0000031727	1.4555	-
size	n and P	160	10	40	ADMM (Algorithm 3.1)		0.001	3	2.8186	2.8186	0.00062939	1.599	-
size	n and P	160	10	40	accelerated ADMM		0.001	3	0.63222	0.63222	0.00081146	1.5996	-
size	n and P	160	10	40	interior point		0.001	3	0.085332	0.085332	0.00064663	1.5989	-
size	n and P	160	10	40	CVXPY, Clarabel	0.11.1	0.0001	3	0.38626	0.20661	0.0083647	1.6012	-
size	n and P	160	10	40	CVXPY, Clarabel	0.11.1	0.000001	3	0.45004	0.27444	0.000016946	1.5987	-
size	n and P	160	10	40	CVXPY, ECOS	2.0.14	0.0001	3	0.46759	0.26767	0.0000042097	1.5987	-
size	n and P	160	10	40	CVXPY, ECOS	2.0.14	0.000001	3	0.46046	0.26885	1.544e-7	1.5987	-
size	n and P	160	10	40	CVXPY, SCS	3.3.1	0.0001	3	1.9152	1.6434	0.0027275	1.6022	-
size	n and P	160	10	40	CVXPY, SCS	3.3.1	0.000001	3	3.3314	3.0658	0.000015657	1.5987	-
size	n and P	320	10	80	interior point		0.001	1	0.50321	0.50321	0.00061368	5.2097	-
size	n and P	320	10	80	CVXPY, Clarabel	0.11.1	0.0001	1	2.3295	1.3993	0.012981	5.2207	-
size	n and P	320	10	80	CVXPY, Clarabel	0.11.1	0.000001	1	2.8791	1.9423	0.0002449	5.2094	-
size	n and P	320	10	80	CVXPY, ECOS	2.0.14	0.0001	1	3.1631	2.1869	0.00020595	5.2093	-
size	n and P	320	10	80	CVXPY, ECOS	2.0.14	0.000001	1	3.3853	2.4108	1.1235e-7	5.2092	-
size	n and P	320	10	80	interior point		0.001	2	0.45638	0.45638	0.00066867	4.7189	-
size	n and P	320	10	80	CVXPY, Clarabel	0.11.1	0.0001	2	2.2731	1.392	0.014849	4.7278	-
size	n and P	320	10	80	CVXPY, Clarabel	0.11.1	0.000001	2	2.8097	1.9094	0.00032675	4.7187	-
size	n and P	320	10	80	CVXPY, ECOS	2.0.14	0.0001	2	2.9172	1.9818	0.0001031	4.7186	-
size	n and P	320	10	80	CVXPY, ECOS	2.0.14	0.000001	2	3.116	2.1442	3.9335e-8	4.7185	-
size	n and P	320	10	80	interior point		0.001	3	0.37871	0.37871	0.00093078	4.9011	-
size	n and P	320	10	80	CVXPY, Clarabel	0.11.1	0.0001	3	2.1317	1.2345	0.018926	4.9136	-
size	n and P	320	10	80	CVXPY, Clarabel	0.11.1	0.000001	3	2.5012	1.6462	0.000027716	4.9006	-
size	n and P	320	10	80	CVXPY, ECOS	2.0.14	0.0001	3	2.638	1.7056	0.000048193	4.9006	-
size	n and P	320	10	80	CVXPY, ECOS	2.0.14	0.000001	3	2.9348	1.9806	3.1772e-8	4.9005	-
curve	MNIST n=500	500	100	12	interior point			1	0.067902	0.067902	0.99939	238.97	0.86391
curve	MNIST n=500	500	100	12	interior point			1	0.092184	0.092184	0.99858	212.19	0.8345
curve	MNIST n=500	500	100	12	interior point			1	0.11525	0.11525	0.99651	165.59	0.82802
curve	MNIST n=500	500	100	12	interior point			1	0.16202	0.16202	0.98513	75.974	0.82203
curve	MNIST n=500	500	100	12	interior point			1	0.20806	0.20806	0.89749	15.398	0.81555
curve	MNIST n=500	500	100	12	interior point			1	0.27827	0.27827	0.016257	2.0578	0.81157
curve	MNIST n=500	500	100	12	interior point			1	0.37043	0.37043	0.0000023496	2.0365	0.81007
curve	MNIST n=500	500	100	12	interior point			1	0.4733	0.4733	6.4636e-10	2.0364	0.81007
curve	MNIST n=500	500	100	12	accelerated ADMM			1	0.0067812	0.0067812	1	618.27	0.91077
curve	MNIST n=500	500	100	12	accelerated ADMM			1	0.0090292	0.0090292	0.99956	198.86	0.53041
curve	MNIST n=500	500	100	12	accelerated ADMM			1	0.011459	0.011459	0.94151	5.092	0.87886
curve	MNIST n=500	500	100	12	accelerated ADMM			1	0.014811	0.014811	0.93199	4.7716	0.87238
curve	MNIST n=500	500	100	12	accelerated ADMM			1	0.019047	0.019047	0.93819	5.4336	0.86989
curve	MNIST n=500	500	100	12	accelerated ADMM			1	0.029071	0.029071	0.98236	15.45	0.84297
curve	MNIST n=500	500	100	12	accelerated ADMM			1	0.036927	0.036927	0.97166	9.6222	0.83799
curve	MNIST n=500	500	100	12	accelerated ADMM			1	0.046319	0.046319	0.94626	8.1852	0.83799
curve	MNIST n=500	500	100	12	accelerated ADMM			1	0.058342	0.058342	0.87212	7.5409	0.82552
curve	MNIST n=500	500	100	12	accelerated ADMM			1	0.072959	0.072959	0.59489	3.1564	0.81306
curve	MNIST n=500	500	100	12	accelerated ADMM			1	0.091486	0.091486	0.59989	3.7684	0.7991
curve	MNIST n=500	500	100	12	accelerated ADMM			1	0.11457	0.11457	0.37391	2.7245	0.81256
curve	MNIST n=500	500	100	12	accelerated ADMM			1	0.14328	0.14328	0.43174	3.3875	0.80808
curve	MNIST n=500	500	100	12	accelerated ADMM			1	0.17946	0.17946	0.21704	2.5421	0.80957
curve	MNIST n=500	500	100	12	accelerated ADMM			1	0.22435	0.22435	0.037361	2.0746	0.80857
curve	MNIST n=500	500	100	12	accelerated ADMM			1	0.28053	0.28053	0.0073259	2.0429	0.81107
curve	MNIST n=500	500	100	12	accelerated ADMM			1	0.35084	0.35084	0.0012744	2.0377	0.80957
curve	MNIST n=500	500	100	12	accelerated ADMM			1	0.43896	0.43896	0.00021268	2.0369	0.80907
curve	MNIST n=500	500	100	12	accelerated ADMM			1	0.54902	0.54902	0.000072011	2.0366	0.80907
curve	MNIST n=500	500	100	12	accelerated ADMM			1	0.68669	0.68669	0.000015984	2.0365	0.81007
curve	MNIST n=500	500	100	12	accelerated ADMM			1	0.85886	0.85886	0.0000027862	2.0365	0.81007
curve	MNIST n=500	500	100	12	accelerated ADMM			1	1.0739	1.0739	4.5925e-7	2.0364	0.81007
curve	MNIST n=500	500	100	12	accelerated ADMM			1	1.3425	1.3425	5.2702e-8	2.0364	0.81007
curve	MNIST n=500	500	100	12	ADMM (Algorithm 3.1)			1	0.29378	0.29378	0.99934	133.26	0.87438
curve	MNIST n=500	500	100	12	ADMM (Algorithm 3.1)			1	0.36952	0.36952	0.90066	3.9191	0.85892
curve	MNIST n=500	500	100	12	ADMM (Algorithm 3.1)			1	0.4648	0.4648	0.76495	3.0896	0.85194
curve	MNIST n=500	500	100	12	ADMM (Algorithm 3.1)			1	0.58341	0.58341	0.53899	2.5167	0.83749
curve	MNIST n=500	500	100	12	ADMM (Algorithm 3.1)			1	0.73014	0.73014	0.38374	2.2798	0.82104
curve	MNIST n=500	500	100	12	ADMM (Algorithm 3.1)			1	0.91437	0.91437	0.20587	2.1485	0.81805
curve	MNIST n=500	500	100	12	ADMM (Algorithm 3.1)			1	1.1438	1.1438	0.17302	2.0919	0.81705
curve	MNIST n=500	500	100	12	ADMM (Algorithm 3.1)			1	1.4299	1.4299	0.12274	2.0587	0.81505
curve	MNIST n=500	500	100	12	ADMM (Algorithm 3.1)			1	1.7894	1.7894	0.10549	2.0475	0.81406
curve	MNIST n=500	500	100	12	ADMM (Algorithm 3.1)			1	2.2374	2.2374	0.085851	2.0406	0.81107
curve	MNIST n=500	500	100	12	ADMM (Algorithm 3.1)			1	2.7995	2.7995	0.064952	2.0399	0.80907
curve	MNIST n=500	500	100	12	ADMM (Algorithm 3.1)			1	3.5015	3.5015	0.048788	2.0384	0.81057
curve	MNIST n=500	500	100	12	ADMM (Algorithm 3.1)			1	4.3788	4.3788	0.032938	2.0371	0.81107
curve	MNIST n=500	500	100	12	ADMM (Algorithm 3.1)			1	5.4752	5.4752	0.02104	2.0368	0.81057
curve	MNIST n=500	500	100	12	ADMM (Algorithm 3.1)			1	6.8463	6.8463	0.012419	2.0366	0.81057
curve	MNIST n=500	500	100	12	ADMM (Algorithm 3.1)			1	8.5584	8.5584	0.0064601	2.0365	0.80957
curve	MNIST n=500	500	100	12	ADMM (Algorithm 3.1)			1	10.698	10.698	0.0028018	2.0365	0.80957
curve	MNIST n=500	500	100	12	block coordinate descent			1	1.4728	1.4728	0.99927	250	0.51446
curve	MNIST n=500	500	100	12	block coordinate descent			1	1.908	1.908	0.99009	16.922	0.91525
curve	MNIST n=500	500	100	12	block coordinate descent			1	2.4022	2.4022	0.98444	10.448	0.91426
curve	MNIST n=500	500	100	12	block coordinate descent			1	3.1224	3.1224	0.98658	10.106	0.91476
curve	MNIST n=500	500	100	12	block coordinate descent			1	3.9918	3.9918	0.98725	9.48	0.91575
curve	MNIST n=500	500	100	12	block coordinate descent			1	5.0026	5.0026	0.98792	9.3032	0.91575
curve	MNIST n=500	500	100	12	block coordinate descent			1	6.3014	6.3014	0.98901	9.4175	0.92273
curve	MNIST n=500	500	100	12	block coordinate descent			1	7.9504	7.9504	0.99057	9.9422	0.92522
curve	MNIST n=500	500	100	12	block coordinate descent			1	9.993	9.993	0.9919	11.043	0.93519
curve	MNIST n=500	500	100	12	Adam		0.01	1	0.0037961	0.0037961	-	82.256	0.9337
curve	MNIST n=500	500	100	12	Adam		0.01	1	0.0049035	0.0049035	-	58.779	0.94367
curve	MNIST n=500	500	100	12	Adam		0.01	1	0.0089231	0.0089231	-	49.758	0.95314
curve	MNIST n=500	500	100	12	Adam		0.01	1	0.011475	0.011475	-	26.553	0.96311
curve	MNIST n=500	500	100	12	Adam		0.01	1	0.014376	0.014376	-	16.206	0.97059
curve	MNIST n=500	500	100	12	Adam		0.01	1	0.018462	0.018462	-	14.341	0.96211
curve	MNIST n=500	500	100	12	Adam		0.01	1	0.024394	0.024394	-	7.4665	0.97059
curve	MNIST n=500	500	100	12	Adam		0.01	1	0.031022	0.031022	-	4.5817	0.9661
curve	MNIST n=500	500	100	12	Adam		0.01	1	0.038869	0.038869	-	2.8572	0.96112
curve	MNIST n=500	500	100	12	Adam		0.01	1	0.048891	0.048891	-	1.883	0.95513
curve	MNIST n=500	500	100	12	Adam		0.01	1	0.062238	0.062238	-	1.9648	0.95613
curve	MNIST n=500	500	100	12	Adam		0.01	1	0.077907	0.077907	-	1.2558	0.95464
curve	MNIST n=500	500	100	12	Adam		0.01	1	0.097542	0.097542	-	1.1884	0.95414
curve	MNIST n=500	500	100	12	Adam		0.01	1	0.12194	0.12194	-	1.0717	0.95414
curve	MNIST n=500	500	100	12	Adam		0.01	1	0.15275	0.15275	-	0.94019	0.95015
curve	MNIST n=500	500	100	12	Adam		0.01	1	0.19166	0.19166	-	0.61254	0.94965
cases	Gaussian n=40	40	5	50	Assay, interior point		0.001	1	0.042358	0.042358	0.00068296	0.0037884	-
cases	Gaussian n=40	40	5	50	Assay, interior point		0.001	2	0.042355	0.042355	0.00068296	0.0037884	-
cases	Gaussian n=40	40	5	50	Assay, interior point		0.001	3	0.039587	0.039587	0.00068296	0.0037884	-
cases	Gaussian n=40	40	5	50	Assay, interior point		0.0001	1	0.025183	0.025183	0.000090672	0.0037863	-
cases	Gaussian n=40	40	5	50	Assay, interior point		0.0001	2	0.037001	0.037001	0.000090672	0.0037863	-
cases	Gaussian n=40	40	5	50	Assay, interior point		0.0001	3	0.030797	0.030797	0.000090672	0.0037863	-
cases	Gaussian n=40	40	5	50	Assay, interior point		0.000001	1	0.028286	0.028286	2.5163e-7	0.003786	-
cases	Gaussian n=40	40	5	50	Assay, interior point		0.000001	2	0.022059	0.022059	2.5163e-7	0.003786	-
cases	Gaussian n=40	40	5	50	Assay, interior point		0.000001	3	0.021331	0.021331	2.5163e-7	0.003786	-
cases	Gaussian n=40	40	5	50	Assay, accelerated ADMM		0.001	1	0.17582	0.17582	0.00042975	0.0037876	-
cases	Gaussian n=40	40	5	50	Assay, accelerated ADMM		0.001	2	0.17652	0.17652	0.00042975	0.0037876	-
cases	Gaussian n=40	40	5	50	Assay, accelerated ADMM		0.001	3	0.16773	0.16773	0.00042975	0.0037876	-
cases	Gaussian n=40	40	5	50	Assay, accelerated ADMM		0.0001	1	0.17232	0.17232	0.00008495	0.0037863	-
cases	Gaussian n=40	40	5	50	Assay, accelerated ADMM		0.0001	2	0.18214	0.18214	0.00008495	0.0037863	-
cases	Gaussian n=40	40	5	50	Assay, accelerated ADMM		0.0001	3	0.18319	0.18319	0.00008495	0.0037863	-
cases	Gaussian n=40	40	5	50	Assay, accelerated ADMM		0.000001	1	0.35818	0.35818	9.9236e-7	0.003786	-
cases	Gaussian n=40	40	5	50	Assay, accelerated ADMM		0.000001	2	0.34309	0.34309	9.9236e-7	0.003786	-
cases	Gaussian n=40	40	5	50	Assay, accelerated ADMM		0.000001	3	0.30919	0.30919	9.9236e-7	0.003786	-
cases	Gaussian n=40	40	5	50	CVXPY, Clarabel	0.11.1	0.0001	1	0.15328	0.035996	0.0015377	0.0037913	-
cases	Gaussian n=40	40	5	50	CVXPY, Clarabel	0.11.1	0.0001	2	0.16508	0.033006	0.0015377	0.0037913	-
cases	Gaussian n=40	40	5	50	CVXPY, Clarabel	0.11.1	0.0001	3	0.16264	0.034594	0.0015377	0.0037913	-
cases	Gaussian n=40	40	5	50	CVXPY, Clarabel	0.11.1	0.000001	1	0.16345	0.036974	0.000033419	0.0037861	-
cases	Gaussian n=40	40	5	50	CVXPY, Clarabel	0.11.1	0.000001	2	0.15972	0.037879	0.000033419	0.0037861	-
cases	Gaussian n=40	40	5	50	CVXPY, Clarabel	0.11.1	0.000001	3	0.16464	0.038848	0.000033419	0.0037861	-
cases	Gaussian n=40	40	5	50	CVXPY, Clarabel	0.11.1	default	1	0.18378	0.04067	7.553e-9	0.003786	-
cases	Gaussian n=40	40	5	50	CVXPY, Clarabel	0.11.1	default	2	0.16941	0.04084	7.553e-9	0.003786	-
cases	Gaussian n=40	40	5	50	CVXPY, Clarabel	0.11.1	default	3	0.17418	0.042563	7.553e-9	0.003786	-
cases	Gaussian n=40	40	5	50	CVXPY, ECOS	2.0.14	0.0001	1	0.16057	0.03481	0.00082602	0.003789	-
cases	Gaussian n=40	40	5	50	CVXPY, ECOS	2.0.14	0.0001	2	0.16459	0.035272	0.00082602	0.003789	-
cases	Gaussian n=40	40	5	50	CVXPY, ECOS	2.0.14	0.0001	3	0.16943	0.044036	0.00082602	0.003789	-
cases	Gaussian n=40	40	5	50	CVXPY, ECOS	2.0.14	0.000001	1	0.16277	0.040111	0.0000015133	0.003786	-
cases	Gaussian n=40	40	5	50	CVXPY, ECOS	2.0.14	0.000001	2	0.16611	0.042853	0.0000015133	0.003786	-
cases	Gaussian n=40	40	5	50	CVXPY, ECOS	2.0.14	0.000001	3	0.16526	0.043518	0.0000015133	0.003786	-
cases	Gaussian n=40	40	5	50	CVXPY, ECOS	2.0.14	default	1	0.17251	0.044161	1.7755e-8	0.003786	-
cases	Gaussian n=40	40	5	50	CVXPY, ECOS	2.0.14	default	2	0.1682	0.043055	1.7755e-8	0.003786	-
cases	Gaussian n=40	40	5	50	CVXPY, ECOS	2.0.14	default	3	0.17312	0.043287	1.7755e-8	0.003786	-
cases	Gaussian n=40	40	5	50	CVXPY, SCS	3.3.1	default	1	1.0766	0.91445	0.0037193	0.0037871	-
cases	Gaussian n=40	40	5	50	CVXPY, SCS	3.3.1	default	2	1.1064	0.92219	0.0037193	0.0037871	-
cases	Gaussian n=40	40	5	50	CVXPY, SCS	3.3.1	default	3	1.1151	0.94045	0.0037193	0.0037871	-
cases	Gaussian n=40	40	5	50	CVXPY, SCS	3.3.1	0.000001	1	1.0056	0.84768	0.0040035	0.0037867	-
cases	Gaussian n=40	40	5	50	CVXPY, SCS	3.3.1	0.000001	2	0.98651	0.84015	0.0040035	0.0037867	-
cases	Gaussian n=40	40	5	50	CVXPY, SCS	3.3.1	0.000001	3	0.99432	0.84943	0.0040035	0.0037867	-
cases	Gaussian n=40	40	5	50	scnn, augmented Lagrangian	0.0.10	0.0001	1	1.7391	1.7391	0.99488	0.071922	-
cases	Gaussian n=40	40	5	50	scnn, augmented Lagrangian	0.0.10	0.0001	2	1.7928	1.7928	0.99488	0.071922	-
cases	Gaussian n=40	40	5	50	scnn, augmented Lagrangian	0.0.10	0.0001	3	1.7951	1.7951	0.99488	0.071922	-
cases	MNIST n=500	500	100	12	Assay, interior point		0.001	1	0.40151	0.40151	0.0002411	2.0368	0.80957
cases	MNIST n=500	500	100	12	Assay, interior point		0.001	2	0.39804	0.39804	0.0002411	2.0368	0.80957
cases	MNIST n=500	500	100	12	Assay, interior point		0.001	3	0.41453	0.41453	0.0002411	2.0368	0.80957
cases	MNIST n=500	500	100	12	Assay, interior point		0.0001	1	0.39173	0.39173	0.000019862	2.0365	0.81007
cases	MNIST n=500	500	100	12	Assay, interior point		0.0001	2	0.38677	0.38677	0.000019862	2.0365	0.81007
cases	MNIST n=500	500	100	12	Assay, interior point		0.0001	3	0.39496	0.39496	0.000019862	2.0365	0.81007
cases	MNIST n=500	500	100	12	Assay, interior point		0.000001	1	0.47709	0.47709	3.9516e-7	2.0364	0.81007
cases	MNIST n=500	500	100	12	Assay, interior point		0.000001	2	0.4695	0.4695	3.9516e-7	2.0364	0.81007
cases	MNIST n=500	500	100	12	Assay, interior point		0.000001	3	0.44927	0.44927	3.9516e-7	2.0364	0.81007
cases	MNIST n=500	500	100	12	Assay, accelerated ADMM		0.001	1	0.61123	0.61123	0.00036435	2.037	0.80907
cases	MNIST n=500	500	100	12	Assay, accelerated ADMM		0.001	2	0.62182	0.62182	0.00036435	2.037	0.80907
cases	MNIST n=500	500	100	12	Assay, accelerated ADMM		0.001	3	0.62432	0.62432	0.00036435	2.037	0.80907
cases	MNIST n=500	500	100	12	Assay, accelerated ADMM		0.0001	1	0.75188	0.75188	0.000077592	2.0366	0.80907
cases	MNIST n=500	500	100	12	Assay, accelerated ADMM		0.0001	2	0.76934	0.76934	0.000077592	2.0366	0.80907
cases	MNIST n=500	500	100	12	Assay, accelerated ADMM		0.0001	3	0.77286	0.77286	0.000077592	2.0366	0.80907
cases	MNIST n=500	500	100	12	Assay, accelerated ADMM		0.000001	1	1.21	1.21	8.6658e-7	2.0364	0.81007
cases	MNIST n=500	500	100	12	Assay, accelerated ADMM		0.000001	2	1.332	1.332	8.6658e-7	2.0364	0.81007
cases	MNIST n=500	500	100	12	Assay, accelerated ADMM		0.000001	3	1.2858	1.2858	8.6658e-7	2.0364	0.81007
cases	MNIST n=500	500	100	12	CVXPY, Clarabel	0.11.1	0.0001	1	1.9682	1.7474	0.0045816	2.0373	0.80957
cases	MNIST n=500	500	100	12	CVXPY, Clarabel	0.11.1	0.0001	2	1.9963	1.8058	0.0045816	2.0373	0.80957
cases	MNIST n=500	500	100	12	CVXPY, Clarabel	0.11.1	0.0001	3	2.6131	2.3258	0.0045816	2.0373	0.80957
cases	MNIST n=500	500	100	12	CVXPY, ECOS	2.0.14	0.0001	1	2.0149	1.7176	0.000016392	2.0365	0.81007
cases	MNIST n=500	500	100	12	CVXPY, ECOS	2.0.14	0.0001	2	2.0001	1.7074	0.000016392	2.0365	0.81007
cases	MNIST n=500	500	100	12	CVXPY, ECOS	2.0.14	0.0001	3	2.1277	1.8296	0.000016392	2.0365	0.81007
cases	MNIST n=500	500	100	12	CVXPY, SCS	3.3.1	default	1	5.5543	5.0543	0.000037575	2.0365	0.81007
cases	MNIST n=500	500	100	12	CVXPY, SCS	3.3.1	0.000001	1	5.6891	5.1889	0.0000059142	2.0364	0.81007
cases	MNIST n=500	500	100	12	scnn, augmented Lagrangian	0.0.10	0.0001	1	2.3927	2.3927	0.99669	18.72	0.95763
cases	MNIST n=500	500	100	12	scnn, augmented Lagrangian	0.0.10	0.0001	2	2.3492	2.3492	0.99669	18.72	0.95763
cases	MNIST n=500	500	100	12	scnn, augmented Lagrangian	0.0.10	0.0001	3	2.4026	2.4026	0.99669	18.72	0.95763
cases	CIFAR squared	600	147	12	Assay, interior point		0.001	1	0.72211	0.72211	0.00014238	0.83088	0.7255
cases	CIFAR squared	600	147	12	Assay, interior point		0.001	2	0.73248	0.73248	0.00014238	0.83088	0.7255
cases	CIFAR squared	600	147	12	Assay, interior point		0.001	3	0.76357	0.76357	0.00014238	0.83088	0.7255
cases	CIFAR squared	600	147	12	Assay, interior point		0.0001	1	0.77836	0.77836	0.00001447	0.83078	0.7255
cases	CIFAR squared	600	147	12	Assay, interior point		0.0001	2	0.81224	0.81224	0.00001447	0.83078	0.7255
cases	CIFAR squared	600	147	12	Assay, interior point		0.0001	3	0.76507	0.76507	0.00001447	0.83078	0.7255
cases	CIFAR squared	600	147	12	Assay, interior point		0.000001	1	0.77613	0.77613	7.2715e-7	0.83077	0.7255
cases	CIFAR squared	600	147	12	Assay, interior point		0.000001	2	0.73666	0.73666	7.2715e-7	0.83077	0.7255
cases	CIFAR squared	600	147	12	Assay, interior point		0.000001	3	0.74836	0.74836	7.2715e-7	0.83077	0.7255
cases	CIFAR squared	600	147	12	Assay, accelerated ADMM		0.001	1	0.71603	0.71603	0.0001485	0.83085	0.7255
cases	CIFAR squared	600	147	12	Assay, accelerated ADMM		0.001	2	0.62553	0.62553	0.0001485	0.83085	0.7255
cases	CIFAR squared	600	147	12	Assay, accelerated ADMM		0.001	3	0.60279	0.60279	0.0001485	0.83085	0.7255
cases	CIFAR squared	600	147	12	Assay, accelerated ADMM		0.0001	1	0.64042	0.64042	0.000087246	0.83082	0.7255
cases	CIFAR squared	600	147	12	Assay, accelerated ADMM		0.0001	2	0.59756	0.59756	0.000087246	0.83082	0.7255
cases	CIFAR squared	600	147	12	Assay, accelerated ADMM		0.0001	3	0.63849	0.63849	0.000087246	0.83082	0.7255
cases	CIFAR squared	600	147	12	Assay, accelerated ADMM		0.000001	1	0.85605	0.85605	3.6336e-7	0.83077	0.7255
cases	CIFAR squared	600	147	12	Assay, accelerated ADMM		0.000001	2	0.82305	0.82305	3.6336e-7	0.83077	0.7255
cases	CIFAR squared	600	147	12	Assay, accelerated ADMM		0.000001	3	0.78831	0.78831	3.6336e-7	0.83077	0.7255
cases	CIFAR squared	600	147	12	CVXPY, Clarabel	0.11.1	0.0001	1	10.699	8.7553	0.00023881	0.83095	0.7265
cases	CIFAR squared	600	147	12	scnn, augmented Lagrangian	0.0.10	0.0001	1	7.159	7.159	0.98061	3.1745	0.744
cases	CIFAR hinge	600	147	12	Assay, interior point		0.001	1	1.5066	1.5066	0.00042324	0.0035419	0.808
cases	CIFAR hinge	600	147	12	Assay, interior point		0.001	2	1.3848	1.3848	0.00042324	0.0035419	0.808
cases	CIFAR hinge	600	147	12	Assay, interior point		0.001	3	1.3653	1.3653	0.00042324	0.0035419	0.808
cases	CIFAR hinge	600	147	12	Assay, interior point		0.0001	1	1.5497	1.5497	0.000023778	0.0035417	0.807
cases	CIFAR hinge	600	147	12	Assay, interior point		0.0001	2	1.4683	1.4683	0.000023778	0.0035417	0.807
cases	CIFAR hinge	600	147	12	Assay, interior point		0.0001	3	1.4754	1.4754	0.000023778	0.0035417	0.807
cases	CIFAR hinge	600	147	12	Assay, accelerated ADMM		0.001	1	1.8302	1.8302	0.0007422	0.0035443	0.807
cases	CIFAR hinge	600	147	12	Assay, accelerated ADMM		0.001	2	1.7875	1.7875	0.0007422	0.0035443	0.807
cases	CIFAR hinge	600	147	12	Assay, accelerated ADMM		0.001	3	1.8256	1.8256	0.0007422	0.0035443	0.807
cases	MNIST n=2000	2000	100	24	Assay, interior point		0.001	1	8.0043	8.0043	0.00019385	56.55	0.88983
cases	MNIST n=2000	2000	100	24	Assay, interior point		0.0001	1	8.5898	8.5898	0.000019791	56.549	0.88983
cases	MNIST n=2000	2000	100	24	Assay, interior point		0.000001	1	8.8724	8.8724	3.171e-7	56.549	0.88983
cases	MNIST n=2000	2000	100	24	CVXPY, Clarabel	0.11.1	default	1	28.706	24.548	1.2728e-9	56.549	0.88983
cases	MNIST n=11809	11809	100	8	Assay, interior point		0.001	1	10.31	10.31	0.00075389	1258.9	0.96012
cases	MNIST n=11809	11809	100	8	Assay, interior point		0.0001	1	10.699	10.699	0.000039397	1258	0.96012
cases	MNIST n=11809	11809	100	8	Assay, interior point		0.000001	1	10.218	10.218	2.4504e-7	1258	0.96012
cases	MNIST n=11809	11809	100	8	CVXPY, Clarabel	0.11.1	default	1	36.422	31.249	3.5845e-8	1258	0.96012
`,
};
