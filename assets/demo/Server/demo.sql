INSERT INTO [ZONE_INFO] ([ServerNo], [ZoneNo], [strZoneName], [InitX], [InitZ], [InitY], [Type], [RoomEvent], [bz]) VALUES
(1, 1, N'demo.smd', 44600, 38000, 0, 1, 1, N'Demo island')
GO

INSERT INTO [EVENT] ([ZoneNum], [EventNum], [Type], [Cond1], [Cond2], [Cond3], [Cond4], [Cond5], [Exec1], [Exec2], [Exec3], [Exec4], [Exec5]) VALUES
(1, 1001, 1, N'0', N'0', N'0', N'0', N'0', N'1', N'762', N'326', N'0', N'0'),
(1, 1002, 1, N'0', N'0', N'0', N'0', N'0', N'1', N'476', N'380', N'0', N'0'),
(1, 1003, 3, N'0', N'0', N'0', N'0', N'0', N'0', N'0', N'0', N'0', N'0')
GO

INSERT INTO [HOME] ([Nation], [ElmoZoneX], [ElmoZoneZ], [ElmoZoneLX], [ElmoZoneLZ], [KarusZoneX], [KarusZoneZ], [KarusZoneLX], [KarusZoneLZ], [FreeZoneX], [FreeZoneZ], [FreeZoneLX], [FreeZoneLZ], [BattleZoneX], [BattleZoneZ], [BattleZoneLX], [BattleZoneLZ], [BattleZone2X], [BattleZone2Z], [BattleZone2LX], [BattleZone2LZ]) VALUES
(1, 0, 0, 0, 0, 446, 380, 6, 6, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
(2, 0, 0, 0, 0, 476, 380, 6, 6, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
GO

INSERT INTO [START_POSITION] ([ZoneID], [sKarusX], [sKarusZ], [sElmoradX], [sElmoradZ], [bRangeX], [bRangeZ], [sKarusGateX], [sKarusGateZ], [sElmoGateX], [sElmoGateZ]) VALUES
(1, 446, 380, 476, 380, 6, 6, 0, 0, 0, 0)
GO

INSERT INTO [K_NPC] ([sSid], [strName], [byGroup], [byType], [sLevel]) VALUES
(101, N'Harbor master', 3, 24, 10),
(102, N'Fish merchant', 3, 21, 10),
(103, N'Net maker', 3, 24, 10),
(104, N'Watchman', 3, 24, 10),
(105, N'Lighthouse keeper', 3, 24, 10),
(106, N'Miller', 3, 21, 10),
(107, N'Ferryman', 3, 24, 10),
(1100, N'House door', 3, 52, 1),
(1101, N'House door', 3, 52, 1),
(1102, N'House door', 3, 52, 1),
(1103, N'House door', 3, 52, 1),
(1104, N'House door', 3, 52, 1),
(1105, N'House door', 3, 52, 1),
(1106, N'House door', 3, 52, 1),
(1107, N'House door', 3, 52, 1),
(1108, N'House door', 3, 52, 1),
(1109, N'House door', 3, 52, 1),
(1110, N'House door', 3, 52, 1),
(1150, N'Village gate', 3, 50, 1),
(2150, N'Gate lever', 3, 55, 1)
GO

INSERT INTO [K_MONSTER] ([sSid], [strName], [byGroup], [byType], [sLevel]) VALUES
(201, N'Shore crab', 3, 0, 2),
(202, N'Meadow hare', 3, 0, 1),
(203, N'Reed snake', 3, 0, 4),
(204, N'Grey wolf', 3, 0, 8),
(205, N'Palm parrot', 3, 0, 3),
(206, N'Mountain goat', 3, 0, 6)
GO

INSERT INTO [K_NPCPOS] ([ZoneID], [NpcID], [ActType], [RegenType], [DungeonFamily], [SpecialType], [TrapNumber], [LeftX], [TopZ], [RightX], [BottomZ], [LimitMinZ], [LimitMinX], [LimitMaxX], [LimitMaxZ], [NumNPC], [RegTime], [byDirection], [DotCnt], [path]) VALUES
(1, 101, 101, 0, 0, 0, 0, 451, 373, 453, 371, 443, 363, 461, 381, 1, 60, 0, 0, NULL),
(1, 102, 101, 0, 0, 0, 0, 471, 398, 473, 396, 463, 388, 481, 406, 1, 60, 0, 0, NULL),
(1, 103, 101, 0, 0, 0, 0, 444, 376, 446, 374, 436, 366, 454, 384, 1, 60, 0, 0, NULL),
(1, 105, 101, 0, 0, 0, 0, 329, 367, 331, 365, 321, 357, 339, 375, 1, 60, 0, 0, NULL),
(1, 106, 101, 0, 0, 0, 0, 365, 432, 367, 430, 357, 422, 375, 440, 1, 60, 0, 0, NULL),
(1, 107, 101, 0, 0, 0, 0, 459, 368, 461, 366, 451, 358, 469, 376, 1, 60, 0, 0, NULL),
(1, 201, 1, 0, 0, 0, 0, 545, 378, 580, 368, 537, 360, 588, 386, 6, 20, 0, 0, NULL),
(1, 201, 1, 0, 0, 0, 0, 590, 386, 610, 376, 582, 368, 618, 394, 4, 20, 0, 0, NULL),
(1, 202, 1, 0, 0, 0, 0, 285, 515, 320, 490, 277, 482, 328, 523, 8, 15, 0, 0, NULL),
(1, 202, 1, 0, 0, 0, 0, 315, 575, 345, 550, 307, 542, 353, 583, 6, 15, 0, 0, NULL),
(1, 203, 1, 0, 0, 0, 0, 396, 448, 406, 436, 388, 428, 414, 456, 3, 30, 0, 0, NULL),
(1, 204, 1, 0, 0, 0, 0, 248, 612, 268, 596, 240, 588, 276, 620, 3, 90, 0, 0, NULL),
(1, 205, 1, 0, 0, 0, 0, 750, 340, 780, 322, 742, 314, 788, 348, 5, 25, 0, 0, NULL),
(1, 206, 1, 0, 0, 0, 0, 584, 688, 600, 672, 576, 664, 608, 696, 2, 120, 0, 0, NULL),
(1, 202, 1, 0, 0, 0, 0, 700, 470, 740, 440, 692, 432, 748, 478, 5, 15, 0, 0, NULL),
(1, 203, 1, 0, 0, 0, 0, 640, 420, 660, 400, 632, 392, 668, 428, 3, 30, 0, 0, NULL),
(1, 104, 102, 0, 0, 0, 0, 453, 397, 455, 395, 445, 387, 463, 405, 1, 60, 0, 5, N'0454039604200417038604390420041704540396'),
(1, 204, 2, 0, 0, 0, 0, 285, 541, 287, 539, 277, 531, 295, 549, 1, 90, 0, 5, N'0286054002620564024005400262051602860540')
GO

